/** What the person lets a run and each instance use, and what of it is used up. JSON; null: none. */
export const budgets = `
  ALTER TABLE project ADD COLUMN budgets TEXT;
  ALTER TABLE project ADD COLUMN reached TEXT NOT NULL DEFAULT '[]';
`;
