import { hunksOf } from '@contract/conflict-hunks.ts';
import { cleanFile } from '../rehearsal-material/clean-file.ts';
import { halves, type Piece, testFile } from '../rehearsal-material/pieces.ts';
import type { AnsweredMerge } from './answers.ts';
import { isSettled } from './merging.ts';
import type { Part } from './part.ts';

/** How long a conflict is left to the person, who may resolve it in the window, in seconds at pace 1. */
const leftToThePerson = 20;

/** Both have added a line at the same place, and both lines are wanted. */
const withBoth = (text: string): string | null =>
  hunksOf(text)
    ?.map((hunk) => (hunk.kind === 'same' ? hunk.text : hunk.ours + hunk.theirs))
    .join('') ?? null;

/**
 * Its branch conflicts with what was merged before it. In a play that the person takes part in it is left to them; otherwise, after a while, the
 * other side is merged into its own branch, with both intents kept, and tested.
 */
export async function resolveConflict(part: Part, piece: Piece, merge: AnsweredMerge): Promise<void> {
  const { agent, task } = part;
  const { stage } = agent;
  stage.add('step', `${merge.id} conflicts`);
  stage.add('detail', `${cleanFile}: ${merge.target} has another step at the same place`);
  if (task.conflict === 'person') {
    stage.add('detail', 'yours to resolve: press g, then Resolve');
    return;
  }
  await agent.turn('Looking at both sides');
  await part.pause(leftToThePerson);
  if (await isSettled(part, merge)) return stage.add('detail', 'resolved meanwhile');
  await resolveHere(part, piece, merge.target);
}

async function resolveHere(part: Part, piece: Piece, target: string): Promise<void> {
  const { agent, work } = part;
  const { stage } = agent;
  await agent.turn(`Merging ${target} into mine`);
  const open = await work.beginMerge(target);
  stage.add('step', `Run git merge ${target}`);
  if (open.some((file) => file !== cleanFile))
    throw new Error(`${open.join(', ')} conflict, and the play knows ${cleanFile} alone`);
  if (open.length > 0) {
    const text = withBoth(await work.read(cleanFile));
    if (text === null) throw new Error(`the markers in ${cleanFile} do not belong together`);
    await work.write(cleanFile, text);
    stage.add('step', `Write ${cleanFile}: both steps`);
    for (const line of text.split('\n').filter((one) => one.startsWith('  '))) stage.add('added', line);
  }
  const both = halves.find(({ pieces }) => pieces.includes(piece))?.pieces ?? [piece];
  const tested = await work.test(both.map(testFile));
  stage.add('step', `Run node --test ${both.map(testFile).join(' ')}`);
  stage.add(tested.ok ? 'good' : 'bad', `${tested.passed} passed, ${tested.failed} failed`);
  if (!tested.ok) throw new Error('with both steps the tests fail');
  await work.endMerge(`Merge ${target}: both steps stay`, [cleanFile]);
  stage.add('detail', await work.lastCommit());
}
