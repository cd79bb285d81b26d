import type { Instance } from '@contract/instances.ts';

export type InstanceRow = { readonly instance: Instance; readonly depth: number };

/** The hierarchy as lines, children under their parent; one whose parent is unknown stands at the top. */
export const instanceRows = (instances: Readonly<Record<string, Instance>>): InstanceRow[] => {
  const children = new Map<string | null, Instance[]>();
  for (const instance of Object.values(instances)) {
    const parent = instance.parent !== null && instance.parent in instances ? instance.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), instance]);
  }
  const below = (parent: string | null, depth: number): InstanceRow[] =>
    (children.get(parent) ?? []).flatMap((instance) => [
      { instance, depth },
      ...below(instance.id, depth + 1),
    ]);
  return below(null, 0);
};
