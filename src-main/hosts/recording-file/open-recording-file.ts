import { randomBytes, randomUUID } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { RecordingMoment } from '@contract/recording-links.ts';
import { ok, type Result } from '@contract/result.ts';
import { linkPrivately, type PrivateLink } from '../../adapters/recording/reading/private-link.ts';
import type { RecordingReaders } from '../../adapters/recording/reading/recording-readers.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { type Environment, stateRootOf } from '../../adapters/system/state-folder.ts';
import type { ServedRooms } from '../../core/doors/served-rooms.ts';
import type { RecordingAbout, RecordingReader, Recordings } from '../../core/ports/recordings.ts';
import { noteRooms } from '../../core/recording/note-rooms.ts';
import { OpenRecordings } from '../../core/recording/open-recordings.ts';
import { recordingRooms } from '../../core/recording/recording-rooms.ts';
import { WindowWishes } from '../host/window-wishes.ts';
import { recordingDoor } from './recording-door.ts';

export interface OpenedRecordingFile {
  /** As the person knows it: an absolute path. */
  readonly file: string;
  /** Another one where the same path leads to something else. */
  readonly stamp: string;
  readonly about: RecordingAbout;
  readonly notices: readonly string[];
  /** Lets the person into a web page on it. */
  readonly token: string;
  /** The rooms of one window over it, shown there at a moment as soon as its page is there. */
  enter(): { readonly rooms: ServedRooms; show(moment: RecordingMoment): void };
  close(): Promise<void>;
}

export interface RecordingFileSetup {
  readonly kind: 'desktop' | 'headless';
  readonly version: string;
  readonly env: Environment;
  readonly readers: Pick<RecordingReaders, 'open'>;
}

/** A project's own, which its host may be writing: what lies beside it belongs to it. */
const isOwn = async (file: string, env: Environment): Promise<boolean> => {
  try {
    const projects = await realpath(join(stateRootOf(env), 'projects'));
    return (await realpath(file)).startsWith(`${projects}${sep}`);
  } catch {
    return false; // There is no such folder, or no such file: who opens it tells.
  }
};

const placeOf = async (file: string, env: Environment): Promise<Result<PrivateLink>> =>
  (await isOwn(file, env))
    ? ok({ file, notices: [], remove: async () => {} })
    : linkPrivately(file, join(stateRootOf(env), 'opened'));

/** What is wrong is told of the file that the person knows. */
const openLinked = async (
  link: PrivateLink,
  file: string,
  { readers }: RecordingFileSetup,
): Promise<Result<RecordingReader>> => {
  const opened = await readers.open(link.file);
  if (opened.ok) return opened;
  return { ok: false, error: { ...opened.error, message: opened.error.message.replaceAll(link.file, file) } };
};

const aboutOf = async (
  link: PrivateLink,
  file: string,
  setup: RecordingFileSetup,
): Promise<Result<RecordingAbout>> => {
  const reader = await openLinked(link, file, setup);
  if (!reader.ok) return reader;
  const about = await reader.value.about();
  reader.value.close();
  return about;
};

const roomsOver = (
  about: RecordingAbout,
  notices: readonly string[],
  { kind, version }: RecordingFileSetup,
  recordings: Recordings,
): Pick<OpenedRecordingFile, 'enter'> & { stop(): void } => {
  const { run, title, begun, ended } = about;
  const store = { runs: () => [{ run, title, startedAt: begun, endedAt: ended }] };
  const open = new OpenRecordings({ clock: systemClock, recordings });
  const info = {
    kind,
    version,
    platform: process.platform,
    readOnly: true,
    project: null,
    recording: { run, notices: [...notices] },
  };
  const rooms = {
    ...recordingRooms({ clock: systemClock, recordings, store }, open),
    'recordings.notes': noteRooms({ clock: systemClock, newId: randomUUID }, open)['recordings.notes'],
  };
  return {
    enter: () => {
      const wishes = new WindowWishes();
      const show = (moment: RecordingMoment): void => wishes.say({ kind: 'replay', run, moment });
      return { rooms: recordingDoor({ run, rooms, info, wishes }), show };
    },
    stop: () => open.stop(),
  };
};

/**
 * Opens a recording that is a file of its own, of whatever origin. Errors: `not_found`, `bad_input`, `database_newer`,
 * `database_corrupt`.
 */
export const openRecordingFile = async (
  path: string,
  setup: RecordingFileSetup,
): Promise<Result<OpenedRecordingFile>> => {
  const file = resolve(path);
  const linked = await placeOf(file, setup.env);
  if (!linked.ok) return linked;
  const link = linked.value;
  const first = await aboutOf(link, file, setup);
  if (!first.ok) {
    await link.remove();
    return first;
  }
  const about = first.value;
  const { ino, size: bytes, mtimeMs } = await stat(file);
  const { enter, stop } = roomsOver(about, link.notices, setup, {
    list: () => [{ run: about.run, bytes }],
    open: () => openLinked(link, file, setup),
  });
  return ok({
    ...{ file, stamp: `${ino}:${bytes}:${mtimeMs}`, about, enter, notices: link.notices },
    token: randomBytes(32).toString('base64url'),
    close: async () => {
      stop();
      await link.remove();
    },
  });
};
