export const terminalChoices = ['auto', 'tmux', 'pty'] as const;
/** `auto`: tmux where it is there, else ptys of the host itself. */
export type TerminalChoice = (typeof terminalChoices)[number];
