import type { Review } from '@contract/review.ts';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand, failWith } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { branchDetails } from '../show-merges.ts';
import { patchText, reviewDetails } from '../show-review.ts';
import { command, type Kit } from './command-kit.ts';

export const addDiff = (kit: Kit): void => {
  command(
    kit,
    'diff',
    'Print what an instance has changed since it left the branch that its work goes into.',
    [
      'tutti diff spec_1_1_2',
      'tutti diff spec_1_1_2 src/auth/token.ts',
      'tutti diff exec_1 | git apply --stat',
    ],
  )
    .argument('<id>', 'whose')
    .argument('[path]', 'this file only')
    .action(
      kit.runner.run<[string, string | undefined], object>(async (context, [id, path]) => {
        const host = await context.host();
        const patch = demand(
          await host.call('review.patch', { id, ...(path === undefined ? {} : { path }) }),
        );
        context.print(patch, () => patchText(patch, context.paints));
        if (!patch.cut) return exitCodes.done;
        // Beside it, and with a code: git would apply the half of it without a word.
        context.io.err(`${context.paints.alert('… more is not shown: name a file.')}\n`);
        return exitCodes.failed;
      }),
    );
};

interface ReviewOptions {
  readonly comment?: string;
  readonly before?: boolean;
  readonly lines?: string;
  readonly sendBack?: boolean;
  readonly accept?: boolean;
  readonly path?: string;
}

type ReviewWords = [id: string, text: string | undefined];

export const addReview = (kit: Kit): void => {
  command(
    kit,
    'review',
    'Show what was said of an instance’s work; comment on a line of it, accept it, send it back.',
    [
      'tutti review spec_1_1_2',
      'tutti review spec_1_1_2 --comment src/auth/token.ts:41 "Why not UTC?"',
      'tutti review spec_1_1_2 --send-back --comment src/auth/token.ts:41 "Use the clock port."',
      'tutti review spec_1_1_2 --accept',
      'tutti review spec_1_1_2 --accept --path src/auth/token.ts',
    ],
  )
    .argument('<id>', 'whose work')
    .argument('[text]', 'the comment')
    .option('--comment <file:line>', 'send it a comment on this line, or on a file')
    .option('--lines <n>', 'with --comment: so many lines from there')
    .option('--before', 'with --comment: a line as it was before the work')
    .option('--send-back', 'send the file back: with --comment that one, otherwise --path or all of the work')
    .option('--accept', 'accept all of the work as it stands, or the file of --path')
    .option('--path <file>', 'with --accept or --send-back: this file')
    .action(kit.runner.run<ReviewWords, ReviewOptions>(review));
};

/** `src/a.ts:41` is a line; a file whose own name ends so is named with a line. */
const placeOf = (place: string): { path: string; line?: number } => {
  const [, path, line] = /^(.+):([1-9]\d{0,7})$/s.exec(place) ?? [];
  return path === undefined ? { path: place } : { path, line: Number(line) };
};

const wrong = (message: string, remedy: string) => failWith({ code: 'bad_input', message, remedy });

const review = async (context: CommandContext, [id, text]: ReviewWords, options: ReviewOptions) => {
  const { comment, accept = false, sendBack = false } = options;
  if (accept && (sendBack || comment !== undefined))
    return wrong('work is accepted, or it is commented on or sent back.', 'Leave one of the options out.');
  if (comment === undefined && text !== undefined)
    return wrong('a comment has no place.', 'Say where: --comment FILE:LINE.');
  const host = await context.host();
  if (comment !== undefined) return commentOn(context, host, id, comment, text, options);
  const verdict = accept ? 'accepted' : sendBack ? 'returned' : null;
  const kept: Review =
    verdict === null
      ? demand(await host.call('review.get', { id }))
      : demand(
          await host.call('review.mark', {
            id,
            marks: [{ path: options.path ?? null, hunk: null, verdict }],
          }),
        );
  if (verdict !== null || context.json) {
    context.print(kept, () => reviewDetails(kept, context.paints));
    return exitCodes.done;
  }
  const stand = demand(await host.call('branches.get', { id }));
  context.print(kept, () => branchDetails(stand, context.paints) + reviewDetails(kept, context.paints));
  return exitCodes.done;
};

const commentOn = async (
  context: CommandContext,
  host: FrameClient,
  id: string,
  place: string,
  text: string | undefined,
  { lines, before = false, sendBack = false }: ReviewOptions,
) => {
  if (text === undefined) return wrong('a comment is missing.', 'Say it after the place, in quotes.');
  const kept = demand(
    await host.call('review.comment', {
      ...{ id, text, sendBack, side: before ? 'before' : 'after', ...placeOf(place) },
      ...(lines === undefined ? {} : { lines: Number(lines) }),
    }),
  );
  context.print(kept, () => reviewDetails({ id, marks: [], comments: [kept] }, context.paints));
  return exitCodes.done;
};
