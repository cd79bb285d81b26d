/** How each worktree was made ready, as JSON. */
export const setUp = `
  ALTER TABLE instances ADD COLUMN set_up TEXT;
`;
