import type { RecordingMoment } from '@contract/recording-links.ts';
import { ok, type Result } from '@contract/result.ts';
import type { Environment } from '../../adapters/system/state-folder.ts';
import type { Log } from '../../core/ports/log.ts';
import { hostPlaces } from '../open-project/host-places.ts';
import { openRecordingFile } from '../recording-file/open-recording-file.ts';
import { readPageFiles } from './page-files.ts';
import { openWebDoor } from './web-door.ts';

export interface ServeRecordingOptions {
  readonly file: string;
  readonly env: Environment;
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
  const { env, log } = options;
  const { version, pages } = hostPlaces();
  const opened = await openRecordingFile(options.file, { kind: 'headless', version, env });
  if (!opened.ok) return opened;
  const { enter, token, notices, close } = opened.value;
  const enterAt = (): ReturnType<typeof enter> => {
    const entered = enter();
    if (options.moment) entered.show(options.moment);
    return entered;
  };
  const door = await openWebDoor({
    ...options,
    ...{ token, readOnly: true, log },
    files: await readPageFiles(pages),
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
