/** Where the core tells of what is neither an event nor an error to a caller. */
export interface Log {
  info(what: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(what: string, facts?: Readonly<Record<string, unknown>>): void;
  /** A bug or a broken invariant; the stack is kept. */
  error(what: string, error: unknown, facts?: Readonly<Record<string, unknown>>): void;
}
