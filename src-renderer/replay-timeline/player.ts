import { type IdleSpan, type Span, withIdle, withoutIdle } from './spans.ts';

export const speeds = [0.25, 0.5, 1, 2, 4, 8, 16, 32] as const;
export type Speed = (typeof speeds)[number];

/**
 * What plays a recording: where the playhead stands is a function of this and the viewer's clock. All times are milliseconds since 1970;
 * those of the viewer's clock are called `now`.
 */
export interface Player {
  /** All that there is; of a run that goes on it grows. */
  readonly range: Span;
  readonly idle: readonly IdleSpan[];
  /** Where the playhead stood at `since`. */
  readonly at: number;
  /** When it was set going, by the viewer's clock; null: it stands. */
  readonly since: number | null;
  readonly speed: Speed;
  readonly skipsIdle: boolean;
  readonly in: number | null;
  readonly out: number | null;
  /** What is between the marks is played again and again. */
  readonly loops: boolean;
  /** It stays at the tip of a run that goes on. */
  readonly live: boolean;
}

/** Stands at the beginning. */
export const newPlayer = (range: Span, idle: readonly IdleSpan[]): Player => ({
  range,
  idle,
  at: range.from,
  since: null,
  speed: 1,
  skipsIdle: true,
  in: null,
  out: null,
  loops: false,
  live: false,
});

const within = ({ from, to }: Span, at: number): number => Math.min(Math.max(at, from), to);

/** What a loop plays: from mark to mark, a missing one being that end of the recording. */
export const loopOf = ({ range, in: start, out }: Player): Span => ({
  from: start ?? range.from,
  to: out ?? range.to,
});

/** Played time of a moment, and back: the same where idle time is not left out. */
const axisOf = ({ skipsIdle, idle }: Player) =>
  skipsIdle
    ? {
        to: (moment: number) => withoutIdle(idle, moment),
        from: (played: number) => withIdle(idle, played),
      }
    : { to: (moment: number) => moment, from: (played: number) => played };

/** Where the playhead stands. */
export const playheadAt = (player: Player, now: number): number => {
  const { range, at, since, speed, loops, live } = player;
  if (live) return range.to;
  if (since === null) return at;
  const axis = axisOf(player);
  const played = axis.to(at) + Math.max(0, now - since) * speed;
  const loop = loopOf(player);
  const [first, last] = [axis.to(loop.from), axis.to(loop.to)];
  // Whoever stands behind the loop plays on to the end.
  if (!loops || at >= loop.to || last <= first || played < last) return within(range, axis.from(played));
  return within(loop, axis.from(first + ((played - last) % (last - first))));
};

/** It has come to the end and stays there. */
export const isOver = (player: Player, now: number): boolean =>
  player.since !== null && !player.live && playheadAt(player, now) >= player.range.to;

/** The same playhead, from which another way of playing may go on. */
const settled = (player: Player, now: number): Player => ({
  ...player,
  at: playheadAt(player, now),
  since: player.since === null ? null : now,
});

/** From the end it begins anew: at the first mark if it loops, else at the beginning. */
export const play = (player: Player, now: number): Player => {
  const at = playheadAt(player, now);
  const start = player.loops ? loopOf(player).from : player.range.from;
  return { ...player, at: at >= player.range.to ? start : at, since: now, live: false };
};

export const pause = (player: Player, now: number): Player => ({
  ...settled(player, now),
  since: null,
  live: false,
});

/** It goes on from there as it went before. */
export const seek = (player: Player, at: number, now: number): Player => ({
  ...player,
  at: within(player.range, at),
  since: player.since === null ? null : now,
  live: false,
});

export const withSpeed = (player: Player, speed: Speed, now: number): Player => ({
  ...settled(player, now),
  speed,
});

/** The next speed up or down, or the same where there is none. */
export const nextSpeed = (speed: Speed, step: 1 | -1): Speed => speeds[speeds.indexOf(speed) + step] ?? speed;

export const skippingIdle = (player: Player, skipsIdle: boolean, now: number): Player => ({
  ...settled(player, now),
  skipsIdle,
});

/** Sets a mark, where the playhead stands or elsewhere. One that would stand behind the other takes that away. */
export const mark = (player: Player, which: 'in' | 'out', now: number, where?: number): Player => {
  const next = settled(player, now);
  const at = within(player.range, where ?? next.at);
  return which === 'in'
    ? { ...next, in: at, out: next.out !== null && next.out <= at ? null : next.out }
    : { ...next, out: at, in: next.in !== null && next.in >= at ? null : next.in };
};

export const unmarked = (player: Player, now: number): Player => ({
  ...settled(player, now),
  in: null,
  out: null,
  loops: false,
});

export const looping = (player: Player, loops: boolean, now: number): Player => ({
  ...settled(player, now),
  loops,
});

/** More has been recorded. Whoever looks on live sees it; all others stay where they are. */
export const grown = (player: Player, to: number, idle: readonly IdleSpan[], now: number): Player => {
  const next = settled(player, now);
  const range = { ...next.range, to: Math.max(next.range.to, to) };
  return { ...next, range, idle, at: next.live ? range.to : next.at };
};

export const goLive = (player: Player): Player => ({
  ...player,
  at: player.range.to,
  since: null,
  live: true,
});
