/** What agents tell of themselves: conversation, tokens, tool calls, limits. */
export const agentsOwnSigns = `
  ALTER TABLE instances ADD COLUMN session TEXT;
  ALTER TABLE instances ADD COLUMN used TEXT NOT NULL DEFAULT '{}';
  ALTER TABLE instances ADD COLUMN tool TEXT;
  ALTER TABLE instances ADD COLUMN held_up TEXT;
`;
