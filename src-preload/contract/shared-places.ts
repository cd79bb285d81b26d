import type { InstanceId } from './ids.ts';
import type { Instance } from './instances.ts';

type Placed = Pick<Instance, 'id' | 'parent' | 'cwd'>;
type Instances<T extends Placed> = Readonly<Record<string, T>>;

/** Whose an instance's folder is: its own, or that of the instance above it which it was spawned to share it with. */
export const placeOwner = <T extends Placed>(instances: Instances<T>, one: T): T => {
  const above = one.parent === null ? undefined : instances[one.parent];
  return above === undefined || above.cwd !== one.cwd ? one : placeOwner(instances, above);
};

/** With whom it shares a folder that is not its own; null: it has one of its own. */
export const sharesWith = <T extends Placed>(instances: Instances<T>, one: T): InstanceId | null => {
  const owner = placeOwner(instances, one);
  return owner.id === one.id ? null : owner.id;
};
