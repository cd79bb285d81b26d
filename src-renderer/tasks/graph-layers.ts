export type Linked = { readonly id: string; readonly dependencies: readonly string[] };

type Layers = {
  readonly layers: ReadonlyMap<string, number>;
  /** Without the links that would close a circle. */
  readonly links: readonly Linked[];
};

/**
 * How many tasks stand one after the other before each: its layer. All dependencies must be among `tasks`. Tasks have no
 * circles; where a log says otherwise, the link that closes one is dropped rather than the window hung.
 */
export const layersOf = (tasks: readonly Linked[]): Layers => {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const layers = new Map<string, number>();
  const kept = new Map<string, string[]>();
  const under = new Set<string>();
  // Tasks of a run are 2000 at most, and a chain of all of them fits the stack.
  const visit = (task: Linked): number => {
    const known = layers.get(task.id);
    if (known !== undefined) return known;
    under.add(task.id);
    const dependencies = task.dependencies.filter((id) => !under.has(id));
    const layer = dependencies.reduce((most, id) => {
      const before = byId.get(id);
      return before === undefined ? most : Math.max(most, visit(before) + 1);
    }, 0);
    under.delete(task.id);
    layers.set(task.id, layer);
    kept.set(task.id, dependencies);
    return layer;
  };
  for (const task of tasks) visit(task);
  return { layers, links: tasks.map(({ id }) => ({ id, dependencies: kept.get(id) ?? [] })) };
};
