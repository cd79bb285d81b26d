import type { RecordedItem, RecordPlace } from '@contract/recordings.ts';
import type { TuttiClient } from '../connection/client.ts';
import type { Replay } from './replay-context.ts';
import type { Direction } from './stops.ts';

/** Where no terminal is chosen a frame is a tenth of a second. */
const plainMs = 100;

/** Records that are looked through at once, in bytes. */
const pieceBytes = 65_536;

/** Pages that are looked through: beyond them there is nothing near. */
const mostPages = 20;

const isSeen = ({ record }: RecordedItem): boolean => record.kind !== 'typed' && record.kind !== 'typedCount';

type Asked = { readonly host: TuttiClient; readonly run: number; readonly instance: string };

const after = async ({ host, ...of }: Asked, head: number): Promise<number | null> => {
  const screen = await host.call('recordings.screen', { ...of, at: head });
  if (!screen.ok) return null;
  let place: RecordPlace | undefined = screen.value?.next;
  for (let page = 0; page < mostPages; page += 1) {
    const from = place === undefined ? {} : { from: place };
    const answer = await host.call('recordings.records', { ...of, ...from, bytes: pieceBytes });
    if (!answer.ok) return null;
    const found = answer.value.items.find((item) => item.at > head && isSeen(item));
    if (found !== undefined) return found.at;
    if (answer.value.next === null) return null;
    place = answer.value.next;
  }
  return null;
};

const before = async ({ host, ...of }: Asked, head: number): Promise<number | null> => {
  for (let at = head, page = 0; page < mostPages; page += 1) {
    const screen = await host.call('recordings.screen', { ...of, at });
    if (!screen.ok || screen.value === null) return null;
    const found = screen.value.records.findLast((item) => item.at < head && isSeen(item));
    if (found !== undefined) return found.at;
    const { keyframe } = screen.value;
    if (keyframe === null) return null;
    at = Math.min(keyframe.at, at) - 1;
  }
  return null;
};

/** Moves the playhead to the next moment at which a terminal showed something else, or to the one before. */
export const stepFrame = async (
  { recording: { run }, clock, host }: Pick<Replay, 'recording' | 'clock' | 'host'>,
  instance: string | null,
  direction: Direction,
): Promise<void> => {
  const { head } = clock;
  if (instance === null) {
    clock.seek(head + (direction === 'after' ? plainMs : -plainMs));
    return;
  }
  const of = { host, run, instance };
  const next = await (direction === 'after' ? after(of, head) : before(of, head));
  // Somebody else has moved it meanwhile.
  if (next !== null && clock.head === head) clock.seek(next);
};
