import type { EventData } from '@contract/events.ts';
import type { MessageId } from '@contract/ids.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { ReviewComment } from '@contract/review.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { actorOf, type Fact } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import { commentMessage, quoteOf } from '../../model/review-words.ts';
import type { Inboxes } from '../inboxes.ts';
import { send } from '../send.ts';
import { lookedAt, reviewedBranch, standOfWork } from './reviewed-work.ts';

type Input = VerbParsed<'review.comment'>;
type Told = EventData<'review.commented'>;

/** Where the lines of a comment are to be read. */
const sourceOf = async (
  crew: Crew,
  branch: string,
  tip: string,
  { id, path, side, from, oldPath }: Input,
): Promise<Result<{ readonly commit: string | null; readonly path: string }>> => {
  if (side === 'after') return ok({ commit: tip, path });
  if (from !== undefined) return ok({ commit: from, path: oldPath ?? path });
  const stand = await standOfWork(crew, id, branch);
  if (!stand.ok) return stand;
  const changed = stand.value.files.find((file) => file.path === path);
  return ok({ commit: stand.value.mergeBase, path: changed?.oldPath ?? path });
};

/** The lines that it is about; none of a file that is no text, or as a whole. */
const readQuote = async (
  crew: Crew,
  branch: string,
  tip: string,
  input: Input,
): Promise<Result<readonly string[]>> => {
  const source = await sourceOf(crew, branch, tip, input);
  if (!source.ok) return source;
  const { commit, path } = source.value;
  const file =
    commit === null ? ok({ kind: 'absent' as const }) : await crew.ports.branches.fileAt(commit, path);
  if (!file.ok) return file;
  const { line, lines } = input;
  // A file that was deleted can be spoken of as a whole.
  if (line === undefined || (file.value.kind !== 'text' && file.value.kind !== 'absent')) return ok([]);
  const quote = file.value.kind === 'text' ? quoteOf(file.value.text, line, lines) : null;
  if (quote !== null) return ok(quote);
  const what = file.value.kind === 'text' ? `has no line ${line}` : 'is not there';
  return fail('not_found', `${path} ${what}`, 'Name a line of the file as it was looked at.', {
    field: file.value.kind === 'text' ? 'line' : 'path',
  });
};

const toldBy = (input: Input, tip: string, quote: readonly string[]): Omit<Told, 'message'> => {
  const { id, path, side, line = null, lines, hunk = null, text } = input;
  return { id, tip, path, side, line, lines, hunk, text, quote: [...quote] };
};

/** Sends a comment on a file of its work to an instance, and keeps it with the place that it is about. */
export const commentOnWork = async (
  crew: Crew,
  inboxes: Inboxes,
  caller: Caller,
  input: Input,
): Promise<Result<ReviewComment>> => {
  const branch = reviewedBranch(crew, caller, input.id);
  if (!branch.ok) return branch;
  const tip = await lookedAt(crew, branch.value, input.tip);
  if (!tip.ok) return tip;
  const quote = await readQuote(crew, branch.value, tip.value, input);
  if (!quote.ok) return quote;
  const told = toldBy(input, tip.value, quote.value);
  const actor = actorOf(caller);
  const { id, path, hunk } = told;
  const beside = (message: MessageId): readonly Fact[] => [
    { kind: 'review.commented', data: { ...told, message }, actor },
    ...(input.sendBack
      ? [
          {
            kind: 'review.marked' as const,
            data: { id, tip: tip.value, marks: [{ path, hunk, verdict: 'returned' as const }] },
            actor,
          },
        ]
      : []),
  ];
  const text = commentMessage(told, input.sendBack);
  const sent = send(crew, inboxes, caller, { to: id, text, priority: 'normal' }, beside);
  if (!sent.ok) return sent;
  const kept = crew.ports.store.review(crew.run, id).comments.at(-1);
  return kept === undefined ? fail('internal', 'the comment was not kept', 'Report this.') : ok(kept);
};
