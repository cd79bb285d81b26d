import { TuttiFailure } from '@contract/result.ts';
import type { Command } from 'commander';
import { FrameClient } from '../frame-client/frame-client.ts';
import type { CliIo } from './cli-io.ts';
import { type CommandContext, type CommonOptions, demand, tokenOf } from './command-context.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts';
import { findProject } from './find-project.ts';
import { paintsFor } from './paint.ts';
import { printFailure } from './print-failure.ts';
import { reachHost } from './reach-host.ts';

/** What an action gets: its context, the command's arguments in order, then its options. */
export type Action<A extends unknown[], O> = (
  context: CommandContext,
  args: A,
  options: O,
) => Promise<ExitCode>;

/** Makes a commander action of ours: errors are printed, the host is let go of, the exit code is handed on. */
export interface CommandRunner {
  run<A extends unknown[], O>(action: Action<A, O>): (...given: unknown[]) => Promise<void>;
}

export const createRunner = (io: CliIo, exit: (code: ExitCode) => void): CommandRunner => ({
  run:
    (action) =>
    async (...given) => {
      const command = given.pop() as Command;
      // Commander hands over the options after the arguments; what they are is declared next to each command.
      const options = given.pop() as CommonOptions;
      const clients: FrameClient[] = [];
      const context = contextFor(io, options, clients);
      try {
        exit(await action(context, given as never, options as never));
      } catch (error) {
        exit(reported(io, error, options.json ?? false, command.name()));
      } finally {
        for (const client of clients) client.close();
      }
    },
});

const contextFor = (io: CliIo, options: CommonOptions, clients: FrameClient[]): CommandContext => {
  const project = async () => demand(await findProject(io, options.project));
  return {
    io,
    json: options.json ?? false,
    paints: paintsFor(io.colour),
    project,
    host: async () => {
      const link = demand(await reachHost(await project(), io.env, tokenOf(io)));
      const client = new FrameClient(link);
      clients.push(client);
      return client;
    },
    print: (value, text) => io.out(options.json ? `${JSON.stringify(value)}\n` : text()),
  };
};

const reported = (io: CliIo, error: unknown, json: boolean, command: string): ExitCode => {
  if (error instanceof TuttiFailure) {
    printFailure(io, error.error, json);
    return exitCodeOf(error.error);
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = `tutti ${command} failed because of a mistake in Tutti.`;
  printFailure(io, { code: 'internal', message, remedy: 'Please report this.', details }, json);
  return exitCodes.failed;
};
