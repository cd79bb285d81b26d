/** What the command line has of the world: so that a test can be the world. */
export interface CliIo {
  out(text: string | Uint8Array): void;
  err(text: string): void;
  /** All of the standard input, as UTF-8. */
  stdin(): Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether the standard output is a person's terminal that wants colours. */
  readonly colour: boolean;
  /** Runs once when the person interrupts (Ctrl C) or the system asks to end; the returned function takes it back. */
  onInterrupt(run: () => void): () => void;
}

/** Colours for a person's terminal only: see no-color.org. */
const wantsColour = (): boolean =>
  process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

const readAll = async (): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};

export const processIo = (): CliIo => {
  // A reader that has seen enough (`tutti list | head -1`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stdin: readAll,
    env: process.env,
    cwd: process.cwd(),
    colour: wantsColour(),
    onInterrupt: (run) => {
      process.on('SIGINT', run);
      process.on('SIGTERM', run);
      return () => {
        process.off('SIGINT', run);
        process.off('SIGTERM', run);
      };
    },
  };
};
