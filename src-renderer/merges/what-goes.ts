import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { landedOtherwise } from '@contract/merges.ts';
import type { View } from '@contract/view.ts';

type Seen = Pick<View, 'instances' | 'merges'>;

/** A branch that is asked to be merged, and into which. */
export type Going = { readonly id: string; readonly into: string; readonly commits: number };

const inOrder = (instances: readonly Instance[], parent: string | null): Instance[] =>
  instances.filter((one) => one.parent === parent).flatMap((one) => [...inOrder(instances, one.id), one]);

/**
 * What "merge everything below" asks for, bottom up, as the view has it now: `top` null is the whole run. With `person` (their branch), the
 * executives' work goes into that, too.
 */
export const whatGoes = (
  { instances, merges }: Seen,
  top: InstanceId | null,
  person: string | null,
): Going[] => {
  const all = Object.values(instances);
  const own = top === null ? undefined : instances[top];
  const order = [...inOrder(all, top), ...(own === undefined ? [] : [own])];
  const going: Going[] = [];
  for (const { id, parent, branch, work, stand } of order) {
    // Until somebody has looked at its branch, what was committed is all that is known.
    const ahead = stand?.ahead ?? work.commits;
    const into = parent === null ? person : (instances[parent]?.branch ?? person);
    const leaves = parent === null || id === top;
    if (branch === null || into === null || (leaves && (person === null || parent !== null))) continue;
    const tip = stand?.tip ?? work.tip ?? '';
    const commits = landedOtherwise(merges, { source: branch, target: into, tip }) === undefined ? ahead : 0;
    if (commits > 0 || going.some((one) => one.into === branch)) going.push({ id, into, commits });
  }
  return going;
};
