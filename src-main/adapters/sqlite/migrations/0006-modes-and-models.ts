/** How far each instance may go without asking (JSON), and the model it was given; null: none was chosen. */
export const modesAndModels = `
  ALTER TABLE instances ADD COLUMN mode TEXT;
  ALTER TABLE instances ADD COLUMN model TEXT;
`;
