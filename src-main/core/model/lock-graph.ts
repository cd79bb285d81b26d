import type { Party } from '@contract/ids.ts';
import { conflicts, type Lock, lockNumber } from '@contract/locks.ts';

/** Who waits for whom. */
type Edges = Map<Party, Set<Party>>;

const addEdge = (edges: Edges, from: Party, to: Party): void => {
  const known = edges.get(from);
  if (known === undefined) edges.set(from, new Set([to]));
  else known.add(to);
};

const reaches = (edges: Edges, from: Party, to: Party): boolean => {
  const seen = new Set<Party>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of edges.get(at) ?? []) {
      if (next === to) return true;
      if (!seen.has(next)) {
        seen.add(next);
        open.push(next);
      }
    }
  }
  return false;
};

const isHeld = ({ state }: Lock): boolean => state === 'held';
const isWaiting = ({ state }: Lock): boolean => state === 'waiting';

/** Waiting requests with the held locks that keep each back: what no order in the queue could change. */
const heldBack = (locks: readonly Lock[]): Edges => {
  const held = locks.filter(isHeld);
  const edges: Edges = new Map();
  for (const request of locks.filter(isWaiting)) {
    for (const lock of held) if (conflicts(lock, request)) addEdge(edges, request.holder, lock.holder);
  }
  return edges;
};

/**
 * Those that a request waits behind: the earlier ones that conflict with it, but for those that wait, by themselves or through
 * others, for its own holder. They can't go first before it is through, so to wait for them would be a deadlock for nothing.
 */
const behind = (edges: Edges, earlier: readonly Lock[], request: Lock): Lock[] =>
  earlier.filter((other) => conflicts(other, request) && !reaches(edges, other.holder, request.holder));

/** The first waiting request that nothing keeps back any more; null: there is none. */
export const nextToGrant = (locks: readonly Lock[]): Lock | null => {
  const held = locks.filter(isHeld);
  const waiting = locks.filter(isWaiting);
  // Made only where it decides: mostly a held lock, or an earlier request of one who waits for nobody here, tells enough.
  let edges: Edges | null = null;
  let read = 0;
  for (const [place, request] of waiting.entries()) {
    if (held.some((lock) => conflicts(lock, request))) continue;
    const earlier = waiting.slice(0, place);
    if (!earlier.some((other) => conflicts(other, request))) return request;
    const isWaitedFor =
      held.some(({ holder }) => holder === request.holder) ||
      earlier.some(({ holder }) => holder === request.holder);
    if (!isWaitedFor) continue;
    edges ??= heldBack(locks);
    for (; read < place; read += 1) addOrder(edges, waiting, read);
    if (behind(edges, earlier, request).length === 0) return request;
  }
  return null;
};

/** Adds whom the request at `place` waits behind; those before it have been added. */
const addOrder = (edges: Edges, waiting: readonly Lock[], place: number): void => {
  const request = waiting[place];
  if (request === undefined) return;
  const ahead = behind(edges, waiting.slice(0, place), request);
  for (const other of ahead) addEdge(edges, request.holder, other.holder);
};

/** One who waits in a circle, for whom, and for which request. */
export interface Wait {
  readonly request: Lock;
  readonly lock: Lock;
}

/**
 * A circle of holders, each of whom waits for a lock that the next one holds; null: there is none. The order of the queue
 * alone never makes one (see `behind`).
 */
export const findCircle = (locks: readonly Lock[]): readonly Wait[] | null => {
  const holders = new Set(locks.filter(isHeld).map(({ holder }) => holder));
  const waiting = locks.filter((lock) => isWaiting(lock) && holders.has(lock.holder));
  if (new Set(waiting.map(({ holder }) => holder)).size < 2) return null;
  const waits = new Map<Party, Wait[]>();
  for (const request of waiting) {
    const found = locks
      .filter((lock) => isHeld(lock) && conflicts(lock, request))
      .map((lock) => ({ request, lock }));
    waits.set(request.holder, [...(waits.get(request.holder) ?? []), ...found]);
  }
  const clear = new Set<Party>();
  for (const start of waits.keys()) {
    const circle = circleFrom(waits, start, [], clear);
    if (circle !== null) return circle;
  }
  return null;
};

const circleFrom = (
  waits: ReadonlyMap<Party, readonly Wait[]>,
  at: Party,
  way: readonly Wait[],
  clear: Set<Party>,
): readonly Wait[] | null => {
  const begins = way.findIndex(({ request }) => request.holder === at);
  if (begins !== -1) return way.slice(begins);
  if (clear.has(at)) return null;
  for (const wait of waits.get(at) ?? []) {
    const circle = circleFrom(waits, wait.lock.holder, [...way, wait], clear);
    if (circle !== null) return circle;
  }
  clear.add(at);
  return null;
};

/** Of a circle, the request that was made last: the least has been waited for it. */
export const youngestOf = (circle: readonly Wait[]): Lock | null =>
  circle.reduce<Lock | null>(
    (last, { request }) => (last === null || lockNumber(request) > lockNumber(last) ? request : last),
    null,
  );
