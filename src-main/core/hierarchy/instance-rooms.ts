import { ok, type Result } from '@contract/result.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import { answer } from '../coordination/answers.ts';
import type { Approvals } from '../coordination/approvals.ts';
import { readTranscript, searchTranscript } from '../coordination/transcripts.ts';
import { pickCommandable, pickReadable, readable } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';
import type { Rooms } from '../room.ts';
import { confirm, remindAgain } from './confirm.ts';
import type { Crew } from './crew.ts';
import { reportProgress } from './reports.ts';
import { restart, restartCrashed } from './restart.ts';
import { takeHook } from './signs.ts';
import { resizeTerminal, typeInto } from './terminals.ts';
import { terminate } from './terminate.ts';

/** What is done with an instance, and what it says of itself; a topic that has rooms of its own has those of its verbs, too. */
type InstanceVerb =
  | `instances.${'list' | 'read' | 'transcript' | 'searchTranscript' | 'spawn' | 'terminate' | 'restart'}`
  | `instances.${'restartCrashed' | 'confirm' | 'remind' | 'reportProgress' | 'hook' | 'answer' | 'type' | 'resize'}`;

export const instanceRooms = (crew: Crew, approvals: Approvals): Rooms<InstanceVerb> => {
  const { ledger } = crew;
  // What one instance tells is taken in the order in which it told it.
  const serially = <T>(caller: Caller, work: () => T): Promise<T> =>
    crew.queue.run(caller.kind === 'instance' ? caller.id : 'person', async () => work());
  return {
    'instances.list': (caller) => ok(readable(ledger.view, caller)),
    'instances.read': (caller, input) => readScreen(crew, caller, input),
    'instances.transcript': (caller, input) => readTranscript(crew, caller, input),
    'instances.searchTranscript': (caller, input) => searchTranscript(crew, caller, input),
    'instances.spawn': (caller, input) => approvals.spawn(caller, input),
    'instances.terminate': (caller, input) => terminate(crew, caller, input),
    'instances.restart': (caller, input) => restart(crew, caller, input.id),
    'instances.restartCrashed': (caller, { ids }) => restartCrashed(crew, caller, ids),
    'instances.confirm': (caller, input) => serially(caller, () => confirm(crew, caller, input)),
    'instances.remind': async (caller, input) => {
      const target = pickCommandable(ledger.view, caller, input.id, 'remind');
      return target.ok ? remindAgain(crew, target.value) : target;
    },
    'instances.reportProgress': (caller, input) =>
      serially(caller, () => reportProgress(crew, caller, input)),
    'instances.hook': (caller, input) => serially(caller, () => takeHook(crew, caller, input)),
    'instances.answer': (caller, input) => answer(crew, caller, input),
    'instances.type': (_caller, input) => typeInto(crew, input),
    'instances.resize': (caller, input) => resizeTerminal(crew, caller, input),
  };
};

const readScreen = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.read'>,
): Promise<Result<VerbOutput<'instances.read'>>> => {
  const target = pickReadable(crew.ledger.view, caller, input.id);
  if (!target.ok) return target;
  const text = await crew.ports.screens.text(crew.keyOf(input.id), input.lines);
  if (text === null) {
    const lines = target.value.evidence === '' ? [] : target.value.evidence.split('\n');
    return ok({ id: input.id, size: target.value.size, lines, cursor: { x: 0, y: 0 } });
  }
  return ok({ id: input.id, size: text.size, lines: [...text.lines], cursor: text.cursor });
};
