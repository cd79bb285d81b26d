import { formatRecordingLink, parseRecordingLink, type RecordingMoment } from '@contract/recording-links.ts';
import type { RecordedNote } from '@contract/recording-notes.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Command } from 'commander';
import { RecordingReaders } from '../../adapters/recording/reading/recording-readers.ts';
import type { RecordingAbout } from '../../core/ports/recordings.ts';
import { recentProjects } from '../host/recent-projects.ts';
import { hostPlaces } from '../open-project/host-places.ts';
import { findRecording } from '../recording-file/find-recording.ts';
import { openRecordingFile } from '../recording-file/open-recording-file.ts';
import { recentRecordings } from '../recording-file/recent-recordings.ts';
import type { CliIo } from './cli-io.ts';
import { type CommandContext, demand, failWith } from './command-context.ts';
import { wholeNumber } from './commands/command-kit.ts';
import { desktopProgram } from './desktop-program.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { momentOf } from './moment-of.ts';
import { harmless } from './paint.ts';
import { startDesktop } from './start-desktop.ts';
import { stderrLog } from './stderr-log.ts';

export interface WebOptions {
  readonly web?: boolean;
  readonly port: number;
  readonly host: string;
}

export interface ShowOptions extends WebOptions {
  /** As the person wrote it; absent: from its beginning. */
  readonly at: string | undefined;
}

const person = { kind: 'person', door: 'cli', readOnly: true } as const;

export const withWeb = (command: Command): Command =>
  command
    .option('--web', 'show it in a browser: serve it as a web page until Ctrl C')
    .option('--port <n>', 'of that page; any free one when it is not given', wholeNumber(0, 65_535), 0)
    .option('--host <address>', 'where that page is served', '127.0.0.1');

/** Looks whether it is a recording at all, what it is of and what was noted: here it can be told, and at once. */
export const lookInto = async (
  io: CliIo,
  file: string,
): Promise<Result<RecordingAbout & { readonly notes: readonly RecordedNote[] }>> => {
  const { version, recordingReaderWorker: workerUrl } = hostPlaces();
  const readers = new RecordingReaders({ workerUrl, log: stderrLog(io) });
  const opened = await openRecordingFile(file, { kind: 'headless', version, env: io.env, readers });
  if (!opened.ok) {
    await readers.stop();
    return opened;
  }
  const { about, close, enter } = opened.value;
  const notes = await enter().rooms.call(person, 'recordings.notes', { run: about.run });
  await close();
  await readers.stop();
  return notes.ok ? ok({ ...about, notes: notes.value }) : notes;
};

/** Without a display there is a way, too. */
const needsWeb = (words: string): never =>
  failWith(
    fail('unsupported', 'There is no display to show a window on.', `Show it in a browser: ${words} --web`)
      .error,
  );

/** Shows a recording that is a file of its own. */
export const showFile = async (
  context: CommandContext,
  file: string,
  options: ShowOptions,
): Promise<ExitCode> => {
  const { io } = context;
  const about = demand(await lookInto(io, file));
  const at = options.at === undefined ? null : demand(momentOf(options.at, about.begun));
  if (options.web === true) return serveUntilAsked(context, file, { at, instance: null }, options);
  const program = desktopProgram(io.env);
  if (!program.ok) return needsWeb(`tutti open ${file}`);
  const moment = at === null ? [] : [`--replay=${about.run},${at}`];
  const pid = await startDesktop(program.value, [file, ...moment]);
  context.print({ file, run: about.run, pid }, () => `Opening ${file}\n`);
  return exitCodes.done;
};

/** Shows a run of a project. */
export const showRun = async (
  context: CommandContext,
  { root, run, file }: { readonly root: string; readonly run: number; readonly file: string },
  options: ShowOptions,
): Promise<ExitCode> => {
  const { io } = context;
  const { begun } = demand(await lookInto(io, file));
  const at = options.at === undefined ? null : demand(momentOf(options.at, begun));
  if (options.web === true) return serveUntilAsked(context, file, { at, instance: null }, options);
  const program = desktopProgram(io.env);
  if (!program.ok) return needsWeb(`tutti replay ${run}`);
  const pid = await startDesktop(program.value, [root, `--replay=${run}${at === null ? '' : `,${at}`}`]);
  context.print({ root, run, pid }, () => `Opening run ${run} of ${root}\n`);
  return exitCodes.done;
};

/** Shows where a link leads, if that is known here. */
export const showLink = async (
  context: CommandContext,
  text: string,
  options: WebOptions,
): Promise<ExitCode> => {
  const { io } = context;
  const { id, ...moment } = demand(parseRecordingLink(text));
  const link = formatRecordingLink({ id, ...moment });
  if (options.web !== true) {
    const program = desktopProgram(io.env);
    if (!program.ok) return needsWeb(`tutti open '${link}'`);
    const pid = await startDesktop(program.value, [link]);
    context.print({ link, pid }, () => `Opening ${link}\n`);
    return exitCodes.done;
  }
  const log = stderrLog(io);
  const readers = new RecordingReaders({ workerUrl: hostPlaces().recordingReaderWorker, log });
  const roots = recentProjects(io.env, log)
    .list()
    .map(({ root }) => root);
  const files = recentRecordings(io.env, log).list();
  const found = await findRecording(id, { env: io.env, roots, files, readers });
  await readers.stop();
  return serveUntilAsked(context, demand(found).file, moment, options);
};

/** A web page over a recording, until the person interrupts. */
export const serveUntilAsked = async (
  context: CommandContext,
  file: string,
  moment: RecordingMoment,
  { host, port }: WebOptions,
): Promise<ExitCode> => {
  const { io } = context;
  let stop = (): void => {};
  const asked = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const stopListening = io.onInterrupt(stop);
  // Loaded here alone: most commands need nothing of a web server.
  const { serveRecording } = await import('../headless/serve-recording.ts');
  const log = stderrLog(io);
  const served = demand(
    await serveRecording({ file, host, port, moment, env: io.env, places: hostPlaces(), log }),
  );
  for (const notice of served.notices) io.err(`tutti: ${harmless(notice)}\n`);
  const { url, token } = served;
  context.print({ url, token, pid: process.pid }, () =>
    [`The recording ${file} is shown at`, `  ${url}?token=${token}`, '  Ctrl C ends it.\n'].join('\n'),
  );
  await asked;
  await served.close();
  stopListening();
  return exitCodes.done;
};
