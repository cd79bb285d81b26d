/** Commits that Tutti has made for a task (JSON), and why it could not make one last (JSON). */
export const taskCommits = `
  ALTER TABLE tasks ADD COLUMN commits TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE tasks ADD COLUMN uncommitted TEXT;
`;
