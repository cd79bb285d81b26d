/** What each thing waits for, by its name. Names that are no key of it wait for nothing. */
export type Waiting = ReadonlyMap<string, readonly string[]>;

/** A circle in which each waits for the next and the last for the first; null where there is none. */
export const findCycle = (waiting: Waiting): string[] | null => {
  const finished = new Set<string>();
  for (const start of waiting.keys()) {
    const cycle = cycleFrom(waiting, start, finished);
    if (cycle !== null) return cycle;
  }
  return null;
};

/** Walks without recursion: a chain may be as long as there are tasks. */
const cycleFrom = (waiting: Waiting, start: string, finished: Set<string>): string[] | null => {
  const path: { readonly name: string; readonly rest: string[] }[] = [];
  const onPath = new Set<string>();
  const enter = (name: string): void => {
    path.push({ name, rest: [...(waiting.get(name) ?? [])] });
    onPath.add(name);
  };
  if (!finished.has(start)) enter(start);
  for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
    const next = at.rest.pop();
    if (next === undefined) {
      finished.add(at.name);
      onPath.delete(at.name);
      path.pop();
    } else if (onPath.has(next)) {
      const names = path.map(({ name }) => name);
      return names.slice(names.indexOf(next));
    } else if (!finished.has(next)) enter(next);
  }
  return null;
};

/** All that something waits for, however far away; itself only where it stands in a circle. */
export const allBefore = (waiting: Waiting, name: string): Set<string> => {
  const found = new Set<string>();
  const open = [...(waiting.get(name) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(waiting.get(next) ?? []));
  }
  return found;
};

/**
 * Things in an order in which each comes after all that it waits for; where there is a choice, as `compare` says. For
 * things without circles.
 */
export const inOrder = <T extends { readonly id: string }>(
  things: readonly T[],
  waiting: Waiting,
  compare: (a: T, b: T) => number,
): T[] => {
  const left = new Map(things.map((thing) => [thing.id, thing]));
  const done: T[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(
      ({ id }) => !(waiting.get(id) ?? []).some((other) => left.has(other)),
    );
    const [next] = free.sort(compare);
    if (next === undefined)
      throw new Error(`there is no order: ${[...left.keys()].join(', ')} wait for each other`);
    left.delete(next.id);
    done.push(next);
  }
  return done;
};
