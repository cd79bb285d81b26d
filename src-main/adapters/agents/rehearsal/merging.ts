import { type AnsweredMerge, mergeIn, mergesIn } from './answers.ts';
import type { Part } from './part.ts';

/** A merge of this run as it stands now; undefined: it is not among them. */
const standing = async ({ agent }: Part, id: string): Promise<AnsweredMerge | undefined> =>
  mergesIn(await agent.host.tool('listMerges', {})).find((merge) => merge.id === id);

const isThrough = ({ state }: AnsweredMerge): boolean => state === 'merged' || state === 'undone';
const isGivenUp = ({ state }: AnsweredMerge): boolean => state === 'failed' || state === 'cancelled';

/**
 * Has the work of a child merged into the branch of this instance, and waits until it is: Tutti writes when something has become of
 * it. A conflict is its owner's to resolve, or the person's. Throws when it is given up.
 */
export async function mergeWork(part: Part, id: string): Promise<void> {
  const { agent } = part;
  const { stage } = agent;
  const asked = mergeIn(await agent.host.tool('mergeBranch', { id }));
  stage.add('step', `Merge the work of ${id} (${asked.id})`);
  let told = false;
  for (let merge = asked; !isThrough(merge); ) {
    if (isGivenUp(merge)) throw new Error(`${merge.id} is ${merge.state}: ${merge.reason}`);
    if (merge.state === 'conflicted' && !told) {
      told = true;
      stage.add('detail', `${merge.reason}: ${id} is told`);
    }
    await agent.turn(null);
    await agent.mailbox.next(({ from }) => from === 'tutti');
    merge = (await standing(part, asked.id)) ?? merge;
  }
  stage.add('good', `The work of ${id} is merged`);
}

/** Waits until the work of this instance is merged; of a conflict that comes up, `resolve` is told, once. */
export async function untilMerged(
  part: Part,
  resolve: (merge: AnsweredMerge) => Promise<void>,
): Promise<void> {
  const { agent } = part;
  const { id, parent } = agent.me;
  let told = '';
  for (;;) {
    const mine = mergesIn(await agent.host.tool('listMerges', {})).findLast((merge) => merge.of === id);
    if (mine !== undefined && isThrough(mine)) return;
    if (mine?.state === 'conflicted' && mine.id !== told) {
      told = mine.id;
      await resolve(mine);
      continue;
    }
    await agent.turn(null);
    await agent.mailbox.next(
      ({ from, text }) => from === 'tutti' || (from === parent && text.startsWith('Merged: ')),
    );
  }
}

/** Whether somebody else has resolved it meanwhile. */
export const isSettled = async (part: Part, { id }: AnsweredMerge): Promise<boolean> =>
  (await standing(part, id))?.state !== 'conflicted';
