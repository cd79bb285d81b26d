import { wrapMessage } from '@contract/envelope.ts';
import { fail, ok } from '@contract/result.ts';
import type { TranscriptEntry } from '@contract/transcripts.ts';
import { messageOf } from '@contract/view.ts';
import { pickEntries } from '../../src-main/adapters/agents/transcripts/pick-entries.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

export type MockTranscripts = {
  /** What an instance's CLI has recorded; a test may add to it. */
  of(id: string): TranscriptEntry[];
  readonly handlers: Handlers;
};

type Draft = Partial<TranscriptEntry> & Pick<TranscriptEntry, 'kind' | 'text'>;

const add = (entries: TranscriptEntry[], draft: Draft): void => {
  const nothing = { at: null, call: null, tool: null, summary: '', files: [], failed: false };
  entries.push({ ...nothing, ...draft, index: entries.length });
};

const longOutput = Array.from({ length: 60 }, (_, n) => `ok ${n + 1} - token refresh ${n + 1}`).join('\n');

/** A turn of work as such agents do it: a thought, a test that fails, an edit, words. */
const addTurn = (entries: TranscriptEntry[], turn: number, at: number): void => {
  const bash = { call: `turn_${turn}_test`, at };
  const edit = { call: `turn_${turn}_edit`, at: at + 400 };
  const file = 'src/auth/refresh.ts';
  add(entries, {
    kind: 'thought',
    at,
    text: `Step ${turn}: the refresh token must be used once.\nFirst a test that shows it.`,
  });
  add(entries, {
    kind: 'tool',
    ...bash,
    tool: 'Bash',
    summary: 'npm test -- refresh',
    text: '{\n  "command": "npm test -- refresh"\n}',
  });
  const failed = turn % 3 === 0;
  add(entries, {
    kind: 'result',
    ...bash,
    failed,
    text: failed ? 'Exit code 1\nnot ok 4 - reuse is detected' : longOutput,
  });
  add(entries, {
    kind: 'tool',
    ...edit,
    tool: 'Edit',
    summary: file,
    files: [file],
    text: JSON.stringify(
      { file_path: file, old_string: 'return token;', new_string: 'return rotate(token);' },
      null,
      2,
    ),
  });
  add(entries, { kind: 'result', ...edit, text: `The file ${file} has been updated.` });
  add(entries, {
    kind: 'said',
    at: at + 900,
    text: `Step ${turn} is done: reuse of a refresh token now revokes its family, and \`npm test -- refresh\` passes.`,
  });
};

/** What waits still, or came too late, is in no record. */
const wasTold = ({ view }: EventTape, id: string): boolean => {
  const state = messageOf(view, id)?.state;
  return state !== 'queued' && state !== 'expired';
};

const turnMs = 2000;

const record = (tape: EventTape, id: string, turns: number): TranscriptEntry[] => {
  const entries: TranscriptEntry[] = [];
  const start = (tape.events[0]?.at ?? 0) + 1000;
  add(entries, { kind: 'prompt', at: start, text: tape.view.instances[id]?.task ?? 'Begin.' });
  for (let turn = 1; turn <= turns; turn++) addTurn(entries, turn, start + turn * turnMs);
  for (const event of tape.events) {
    if (event.kind === 'message.stored' && event.data.to === id && wasTold(tape, event.data.message)) {
      const { message, from, text } = event.data;
      add(entries, { kind: 'prompt', at: event.at, text: wrapMessage({ id: message, from }, text) });
      add(entries, { kind: 'said', at: event.at + 300, text: 'Understood. I begin with the test.' });
    }
    if (event.kind === 'instance.worked' && event.data.id === id) {
      const { call, tool, summary } = event.data.use;
      add(entries, {
        kind: 'tool',
        at: event.at,
        call,
        tool,
        summary,
        text: JSON.stringify({ command: summary }, null, 2),
      });
    }
  }
  return entries;
};

const nearestTo = (entries: readonly TranscriptEntry[], near: number): number | null => {
  const away = (entry: TranscriptEntry): number => Math.abs((entry.at ?? Number.POSITIVE_INFINITY) - near);
  return entries.length === 0 ? null : entries.reduce((a, b) => (away(b) < away(a) ? b : a)).index;
};

/** Transcripts as a real host gives them, out of memory. `turns` each; null: the CLI keeps none. */
export const mockTranscripts = (tape: EventTape, turns: number | null): MockTranscripts => {
  const kept = new Map<string, TranscriptEntry[]>();
  const of = (id: string): TranscriptEntry[] => {
    const entries = kept.get(id) ?? record(tape, id, turns ?? 0);
    kept.set(id, entries);
    return entries;
  };
  const none = fail(
    'unsupported',
    'rehearsal keeps no conversation that Tutti can read',
    'Look at its terminal.',
  );
  return {
    of,
    handlers: {
      'instances.transcript': ({ id, last, around, near, from = null, before = null, kinds }) => {
        if (turns === null) return none;
        const all = of(id);
        const named = all.find(
          ({ call, text }) => around !== undefined && (call === around || text.startsWith(`[${around} `)),
        );
        const byTime = named === undefined && near !== undefined ? nearestTo(all, near) : null;
        const found = named?.index ?? byTime;
        const order = all.flatMap(({ kind, index }) =>
          kinds === undefined || kinds.includes(kind) ? [index] : [],
        );
        const { indexes, older, newer } = pickEntries(order, { count: last, from, before }, found);
        return ok({
          session: `session-of-${id}`,
          file: `/home/ada/.claude/projects/orders-api/${id}.jsonl`,
          entries: indexes.flatMap((index) => all[index] ?? []),
          total: all.length,
          older,
          newer,
          found: found === null ? null : { index: found, by: named === undefined ? 'time' : 'name' },
          unreadable: 0,
          unfinished: false,
        });
      },
      'instances.searchTranscript': ({ id, words, kinds }) => {
        if (turns === null) return none;
        const wanted = words.toLowerCase();
        const hits = of(id).flatMap(({ index, kind, text, summary }) =>
          (kinds === undefined || kinds.includes(kind)) &&
          `${summary}\n${text}`.toLowerCase().includes(wanted)
            ? [index]
            : [],
        );
        return ok({ hits, more: false });
      },
    },
  };
};
