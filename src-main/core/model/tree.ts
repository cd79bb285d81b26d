import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { hasEnded } from '@contract/states.ts';
import type { View } from '@contract/view.ts';

export const childrenOf = (view: View, id: InstanceId): Instance[] =>
  Object.values(view.instances).filter((instance) => instance.parent === id);

/** Everything below an instance, parents before their children; the instance itself is not part of it. */
export const descendantsOf = (view: View, id: InstanceId): Instance[] =>
  childrenOf(view, id).flatMap((child) => [child, ...descendantsOf(view, child.id)]);

export const isBelow = (view: View, id: InstanceId, ancestor: InstanceId): boolean => {
  for (let at = view.instances[id]?.parent ?? null; at !== null; at = view.instances[at]?.parent ?? null) {
    if (at === ancestor) return true;
  }
  return false;
};

export const live = (view: View): Instance[] =>
  Object.values(view.instances).filter((instance) => !hasEnded(instance.state));
