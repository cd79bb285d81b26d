/** What a blocked instance needs and who has it to answer (JSON). What was reported before is the person's: null. */
export const blockages = `
  ALTER TABLE instances ADD COLUMN blockage TEXT;
`;
