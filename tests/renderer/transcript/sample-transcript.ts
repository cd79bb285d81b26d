import { ok, type Result } from '@contract/result.ts';
import type { EntryKind, Transcript, TranscriptEntry } from '@contract/transcripts.ts';
import { pickEntries } from '../../../src-main/adapters/agents/transcripts/pick-entries.ts';
import type { TuttiClient } from '../../../src-renderer/connection/client.ts';

export const entry = (
  index: number,
  kind: EntryKind,
  more: Partial<TranscriptEntry> = {},
): TranscriptEntry => ({
  index,
  at: 1000 * index,
  kind,
  text: `text ${index}`,
  call: null,
  tool: null,
  summary: '',
  files: [],
  failed: false,
  ...more,
});

type Input = {
  readonly last: number;
  readonly around?: string;
  readonly from?: number | null;
  readonly before?: number | null;
  readonly kinds?: readonly EntryKind[];
};

/** A host with one transcript, which the test changes. Answers come when the test lets them, if it holds them. */
export const sampleHost = (count: number) => {
  const host = {
    session: 's',
    entries: Array.from({ length: count }, (_, index) => entry(index, index % 2 === 0 ? 'prompt' : 'said')),
    failure: null as Result<never> | null,
    asked: [] as Input[],
    held: null as Promise<void> | null,
  };
  const answer = ({ last, around, from = null, before = null, kinds }: Input): Result<Transcript> => {
    if (host.failure !== null) return host.failure;
    const found = host.entries.find(({ text }) => text === around)?.index ?? null;
    const order = host.entries.flatMap(({ kind, index }) => ((kinds?.includes(kind) ?? true) ? [index] : []));
    const { indexes, older, newer } = pickEntries(order, { count: last, from, before }, found);
    return ok({
      session: host.session,
      file: '/f',
      entries: indexes.flatMap((index) => host.entries[index] ?? []),
      total: host.entries.length,
      older,
      newer,
      found: found === null ? null : { index: found, by: 'name' },
      unreadable: 0,
      unfinished: false,
    });
  };
  const client = {
    call: async (_: string, input: Input) => {
      host.asked.push(input);
      const given = answer(input);
      await host.held;
      return given;
    },
  } as unknown as Pick<TuttiClient, 'call'>;
  return { host, client };
};
