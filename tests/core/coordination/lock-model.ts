import type { Party } from '@contract/ids.ts';
import type { Lock } from '@contract/locks.ts';

/** Claims with the files that each covers, written down by hand: the model asks nothing of the code that it judges. */
export const claimed: Readonly<Record<string, readonly string[]>> = {
  a: ['a'],
  b: ['b'],
  d: ['d/x', 'd/y', 'd/x/w'],
  'd/x': ['d/x', 'd/x/w'],
  'd/y': ['d/y'],
  'd/*': ['d/x', 'd/y', 'd/x/w'],
  '{a,d/y}': ['a', 'd/y'],
};
export const claims = Object.keys(claimed);

const filesOf = (lock: Lock): Set<string> => new Set(lock.paths.flatMap((path) => claimed[path] ?? []));

/** Two that can't be held at once. */
export const clash = (one: Lock, other: Lock): boolean => {
  if (one.holder === other.holder || (one.mode === 'shared' && other.mode === 'shared')) return false;
  const files = filesOf(one);
  return [...filesOf(other)].some((file) => files.has(file));
};

type Pairs = Set<string>;
const pair = (from: Party, to: Party): string => `${from}>${to}`;

/** Everything that can be reached, by Warshall's method. */
const closure = (edges: Pairs, all: readonly Party[]): Pairs => {
  const reached = new Set(edges);
  for (const through of all)
    for (const from of all)
      for (const to of all)
        if (reached.has(pair(from, through)) && reached.has(pair(through, to))) reached.add(pair(from, to));
  return reached;
};

const holdersIn = (locks: readonly Lock[]): Party[] => [...new Set(locks.map(({ holder }) => holder))];

const held = (locks: readonly Lock[]): Lock[] => locks.filter(({ state }) => state === 'held');
const waiting = (locks: readonly Lock[]): Lock[] => locks.filter(({ state }) => state === 'waiting');

const byHeld = (locks: readonly Lock[]): Pairs =>
  new Set(
    waiting(locks).flatMap((request) =>
      held(locks)
        .filter((lock) => clash(lock, request))
        .map((lock) => pair(request.holder, lock.holder)),
    ),
  );

/** Pairs of locks held at once that must not be. */
export const clashes = (locks: readonly Lock[]): string[] =>
  held(locks).flatMap((one) =>
    held(locks)
      .filter((other) => clash(one, other))
      .map((other) => `${one.holder} and ${other.holder}`),
  );

/** Holders that wait for themselves, through others. */
export const circles = (locks: readonly Lock[]): Party[] => {
  const all = holdersIn(locks);
  const reached = closure(byHeld(locks), all);
  return all.filter((one) => reached.has(pair(one, one)));
};

/** Requests that nothing keeps back: neither a held lock nor an earlier request that does not itself wait for their holder. */
export const forgotten = (locks: readonly Lock[]): string[] => {
  const all = holdersIn(locks);
  const edges = byHeld(locks);
  const queue = waiting(locks);
  return queue.flatMap((request, place) => {
    const reached = closure(edges, all);
    const ahead = queue
      .slice(0, place)
      .filter((other) => clash(other, request) && !reached.has(pair(other.holder, request.holder)));
    for (const other of ahead) edges.add(pair(request.holder, other.holder));
    const kept = ahead.length > 0 || held(locks).some((lock) => clash(lock, request));
    return kept ? [] : [`${request.holder} for ${request.paths}`];
  });
};

/** Whether `from` waits for `to` by any of the ways there are, the order of the queue included. */
export const mayWaitFor = (locks: readonly Lock[], from: Party, to: Party): boolean => {
  const edges = byHeld(locks);
  const queue = waiting(locks);
  queue.forEach((request, place) => {
    for (const other of queue.slice(0, place))
      if (clash(other, request)) edges.add(pair(request.holder, other.holder));
  });
  return closure(edges, holdersIn(locks)).has(pair(from, to));
};
