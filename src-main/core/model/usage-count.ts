import type { TuttiEvent } from '@contract/events.ts';
import type { Used } from '@contract/usage.ts';
import type { DayUsage } from '@contract/usage-days.ts';

export type UsedEvent = Extract<TuttiEvent, { kind: 'instance.used' }>;

const parts = ['input', 'output', 'cacheRead', 'cacheWrite'] as const;

/** Every time zone's midnight falls on one of these: offsets are multiples of a quarter of an hour. */
const quarterMs = 900_000;

/** CLIs name their conversations with 26 characters and more, once for all; a shorter name may be given twice. */
const uniqueFrom = 20;

/**
 * Which conversation an event tells of. One that was resumed by another instance, or in another run, goes on counting where it
 * was, so its own name is enough where it is unique.
 */
const nameOf = ({ run, data }: UsedEvent): string =>
  data.session.length >= uniqueFrom ? data.session : `${run} ${data.id} ${data.session}`;

/** The most that a conversation has told so far. */
interface Mark {
  readonly tokens: Record<(typeof parts)[number], number>;
  cost: number | null;
  costBy: Used['costBy'];
  /** Where of its cost was counted last. */
  slot: Slot | null;
}

/** What was used in a quarter of an hour. */
interface Slot {
  readonly tokens: Record<(typeof parts)[number], number>;
  cost: number;
  reckoned: boolean;
  /** Conversations that used something, and what is known of the cost of each. */
  readonly conversations: Map<string, boolean>;
}

const noTokens = () => ({ input: 0, output: 0, cacheRead: 0, cacheWrite: 0 });

/**
 * Adds up what conversations used, by when they told it. What they tell is counted since each of them began, and told again
 * from its beginning when a transcript is read anew (a restarted host, a resumed conversation): so only what goes beyond the
 * most that was told counts.
 */
export class UsageCount {
  readonly #marks = new Map<string, Mark>();
  readonly #slots = new Map<number, Slot>();

  take(event: UsedEvent): void {
    const { used } = event.data;
    const name = nameOf(event);
    const mark = this.#markOf(name);
    const slot = this.#slotAt(event.at);
    let grew = false;
    for (const part of parts) {
      const more = used[part] - mark.tokens[part];
      if (more <= 0) continue;
      grew = true;
      mark.tokens[part] = used[part];
      slot.tokens[part] += more;
    }
    const cost = costBeyond(mark, used);
    // Less than was reckoned: that is taken back where it was counted last.
    if (cost < 0 && mark.slot !== null) mark.slot.cost += cost;
    if (cost > 0) {
      slot.cost += cost;
      mark.slot = slot;
      if (used.costBy === 'prices') slot.reckoned = true;
    }
    if (grew || cost > 0)
      slot.conversations.set(name, mark.cost !== null || slot.conversations.get(name) === true);
  }

  #markOf(name: string): Mark {
    const known = this.#marks.get(name);
    if (known !== undefined) return known;
    const made: Mark = { tokens: noTokens(), cost: null, costBy: undefined, slot: null };
    this.#marks.set(name, made);
    return made;
  }

  #slotAt(at: number): Slot {
    const begins = Math.floor(at / quarterMs) * quarterMs;
    const known = this.#slots.get(begins);
    if (known !== undefined) return known;
    const made: Slot = { tokens: noTokens(), cost: 0, reckoned: false, conversations: new Map() };
    this.#slots.set(begins, made);
    return made;
  }

  /** The given days, in their order. `dayOf` names the day of a moment (milliseconds since 1970). */
  days(names: readonly string[], dayOf: (at: number) => string): DayUsage[] {
    const byDay = new Map<string, Slot[]>(names.map((day) => [day, []]));
    for (const [begins, slot] of this.#slots) byDay.get(dayOf(begins))?.push(slot);
    return [...byDay].map(([day, slots]) => sumOf(day, slots));
  }
}

/** What of its cost is new; what was reckoned gives way to what the agent tells, also where that is less. */
const costBeyond = (mark: Mark, { cost, costBy }: Used): number => {
  if (cost === null) return 0;
  const before = mark.cost ?? 0;
  const corrects = mark.costBy === 'prices' && costBy === 'agent';
  if (mark.cost !== null && cost <= before && !corrects) return 0;
  mark.cost = cost;
  mark.costBy = costBy;
  return cost - before;
};

const sumOf = (day: string, slots: readonly Slot[]): DayUsage => {
  const tokens = noTokens();
  const known = new Map<string, boolean>();
  for (const slot of slots) {
    for (const part of parts) tokens[part] += slot.tokens[part];
    for (const [name, told] of slot.conversations) known.set(name, told || known.get(name) === true);
  }
  const untold = [...known.values()].filter((told) => !told).length;
  const isKnown = untold < known.size;
  const reckoned = slots.some((slot) => slot.reckoned);
  // Sums of cents are not exact, and nothing is no debt.
  const cost = Math.max(
    0,
    slots.reduce((sum, slot) => sum + slot.cost, 0),
  );
  return {
    day,
    ...tokens,
    cost: isKnown ? cost : null,
    ...(isKnown ? { costBy: reckoned ? ('prices' as const) : ('agent' as const) } : {}),
    conversations: known.size,
    untold,
  };
};
