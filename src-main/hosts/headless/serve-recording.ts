import type { RecordingMoment } from '@contract/recording-links.ts';
import { ok, type Result } from '@contract/result.ts';
import { RecordingReaders } from '../../adapters/recording/reading/recording-readers.ts';
import type { Environment } from '../../adapters/system/state-folder.ts';
import type { Log } from '../../core/ports/log.ts';
import type { HostPlaces } from '../open-project/host-places.ts';
import { openRecordingFile } from '../recording-file/open-recording-file.ts';
import { readPageFiles } from './page-files.ts';
import { openWebDoor } from './web-door.ts';

export interface ServeRecordingOptions {
  readonly file: string;
  readonly env: Environment;
  readonly places: HostPlaces;
  /** Address of the page; loopback unless the person asked for another. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Where its pages begin; absent: at its beginning. */
  readonly moment?: RecordingMoment | undefined;
  readonly log: Log;
}

export interface ServedRecording {
  /** Without the token. */
  readonly url: string;
  readonly token: string;
  readonly notices: readonly string[];
  close(): Promise<void>;
}

/** A web page over a recording that is a file of its own. When it fails, nothing is left open. */
export const serveRecording = async (options: ServeRecordingOptions): Promise<Result<ServedRecording>> => {
  const { env, log, places } = options;
  const readers = new RecordingReaders({ workerUrl: places.recordingReaderWorker, log });
  const setup = { kind: 'headless', version: places.version, env, readers } as const;
  const opened = await openRecordingFile(options.file, setup);
  if (!opened.ok) {
    await readers.stop();
    return opened;
  }
  const { enter, token, notices } = opened.value;
  const close = async (): Promise<void> => {
    await opened.value.close();
    await readers.stop();
  };
  const enterAt = (): ReturnType<typeof enter> => {
    const entered = enter();
    if (options.moment) entered.show(options.moment);
    return entered;
  };
  const door = await openWebDoor({
    ...options,
    ...{ token, readOnly: true, log },
    files: await readPageFiles(places.pages),
    enter: () => ({ rooms: enterAt().rooms, leave: () => {} }),
  });
  if (!door.ok) {
    await close();
    return door;
  }
  const end = async (): Promise<void> => {
    await door.value.close();
    await close();
  };
  return ok({ url: door.value.url, token, notices, close: end });
};
