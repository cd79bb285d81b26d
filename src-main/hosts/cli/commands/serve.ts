import { resolve } from 'node:path';
import { fail } from '@contract/result.ts';
import { Option } from 'commander';
import { type TerminalChoice, terminalChoices } from '../../open-project/terminal-choices.ts';
import { type CommandContext, demand, failWith, tokenOf } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { harmless } from '../paint.ts';
import { stderrLog } from '../stderr-log.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface ServeOptions {
  project?: string;
  port: number;
  host: string;
  readOnly?: boolean;
  terminals: TerminalChoice;
}

export const addServe = (kit: Kit): void => {
  command(kit, 'serve', 'Run the host of a project without a window, with a web monitor.', [
    'tutti serve',
    'tutti serve --project ~/code/shop --port 4711 --read-only',
    'tutti serve --json | head -1',
  ])
    .option('--port <n>', 'of the web monitor; any free one when it is not given', wholeNumber(0, 65_535), 0)
    .option('--host <address>', 'where the web monitor listens', '127.0.0.1')
    .option('--read-only', 'the web monitor changes nothing')
    .addOption(new Option('--terminals <kind>', 'where agents run').choices(terminalChoices).default('auto'))
    .action(kit.runner.run<[], ServeOptions>((context, _args, options) => serveUntilAsked(context, options)));
};

const serveUntilAsked = async (context: CommandContext, options: ServeOptions): Promise<ExitCode> => {
  const { io } = context;
  if (tokenOf(io)) failWith(fail('refused', 'An instance can’t start a host.', 'Ask the person.').error);
  let stop = (): void => {};
  const asked = new Promise<void>((resolveAsked) => {
    stop = resolveAsked;
  });
  // From the first moment: a host that is told to end while it starts ends as soon as it has.
  const stopListening = io.onInterrupt(stop);
  // Loaded here alone: the other commands need none of a host's parts, and start in a tenth of the time.
  const { serve } = await import('../../headless/serve.ts');
  const served = demand(
    await serve({
      folder: resolve(io.cwd, options.project ?? '.'),
      env: io.env,
      terminals: options.terminals,
      host: options.host,
      port: options.port,
      readOnly: options.readOnly ?? false,
      log: stderrLog(io),
    }),
  );
  for (const notice of served.notices) io.err(`tutti: ${harmless(notice)}\n`);
  const { url, token } = served.ready;
  context.print(served.ready, () =>
    [
      `Tutti serves ${served.root}`,
      `  web monitor  ${url}?token=${token}`,
      `  MCP          ${served.ready.mcp}`,
      `  Ctrl C ends the host; ${served.agentsGoOn ? 'its agents go on' : 'its agents end with it'}.\n`,
    ].join('\n'),
  );
  const gone = await Promise.race([asked.then(() => false), served.ended.then(() => true)]);
  await served.close();
  stopListening();
  if (gone)
    failWith(fail('no_host', 'The host that had this project open has ended.', 'Run this again.').error);
  return exitCodes.done;
};
