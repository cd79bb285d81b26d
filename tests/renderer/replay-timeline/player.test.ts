import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  goLive,
  grown,
  isOver,
  looping,
  mark,
  newPlayer,
  nextSpeed,
  type Player,
  pause,
  play,
  playheadAt,
  seek,
  skippingIdle,
  speeds,
  unmarked,
  withSpeed,
} from '../../../src-renderer/replay-timeline/player.ts';
import { idleBetween, withIdle, withoutIdle } from '../../../src-renderer/replay-timeline/spans.ts';

const moments = fc
  .array(fc.integer({ min: 0, max: 20_000 }), { minLength: 2, maxLength: 30 })
  .map((steps) => {
    let at = 1_000_000;
    return steps.map((step) => {
      at += step;
      return at;
    });
  });
const recording = moments.map((all) => ({
  moments: all,
  player: newPlayer({ from: all[0] ?? 0, to: all.at(-1) ?? 0 }, idleBetween(all)),
}));

type Move = (player: Player, now: number) => Player;
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constant<Move>(play),
  fc.constant<Move>(pause),
  fc.constant<Move>(unmarked),
  fc.nat({ max: 600_000 }).map<Move>((at) => (player, now) => seek(player, 900_000 + at, now)),
  fc.constantFrom(...speeds).map<Move>((speed) => (player, now) => withSpeed(player, speed, now)),
  fc.boolean().map<Move>((on) => (player, now) => skippingIdle(player, on, now)),
  fc.boolean().map<Move>((on) => (player, now) => looping(player, on, now)),
  fc
    .constantFrom('in' as const, 'out' as const)
    .map<Move>((which) => (player, now) => mark(player, which, now)),
);
const moves = fc.array(fc.tuple(move, fc.nat({ max: 60_000 })), { maxLength: 25 });

/** A player after several moves, at times that go by; and the time then. */
const after = (player: Player, all: readonly (readonly [Move, number])[]): [Player, number] =>
  all.reduce<[Player, number]>(
    ([now, at], [step, passed]) => [step(now, at + passed), at + passed],
    [player, 50_000],
  );

test('whatever is pressed, the playhead stays within the recording', () => {
  fc.assert(
    fc.property(recording, moves, fc.nat({ max: 900_000 }), ({ player }, all, later) => {
      const [played, now] = after(player, all);
      const at = playheadAt(played, now + later);
      expect(at).toBeGreaterThanOrEqual(player.range.from);
      expect(at).toBeLessThanOrEqual(player.range.to);
    }),
  );
});

test('another speed, a mark or a pause moves nothing at that moment', () => {
  const still: fc.Arbitrary<Move> = fc.oneof(
    fc.constant<Move>(pause),
    fc.constantFrom(...speeds).map<Move>((speed) => (player, now) => withSpeed(player, speed, now)),
    fc
      .constantFrom('in' as const, 'out' as const)
      .map<Move>((which) => (player, now) => mark(player, which, now)),
    fc.constant<Move>(unmarked),
  );
  fc.assert(
    fc.property(recording, moves, still, fc.nat({ max: 9000 }), ({ player }, all, step, passed) => {
      const [played, before] = after(player, all);
      const now = before + passed;
      expect(playheadAt(step(played, now), now)).toBeCloseTo(playheadAt(played, now), 6);
    }),
  );
});

test('without a loop it never goes back, and comes to the end', () => {
  fc.assert(
    fc.property(recording, fc.boolean(), fc.array(fc.nat({ max: 5000 })), ({ player }, skips, steps) => {
      const playing = play(skippingIdle(player, skips, 0), 0);
      let [now, last] = [0, playheadAt(playing, 0)];
      for (const step of steps) {
        now += step;
        const at = playheadAt(playing, now);
        expect(at).toBeGreaterThanOrEqual(last);
        last = at;
      }
      expect(isOver(playing, player.range.to - player.range.from)).toBe(true);
    }),
  );
});

test('of a pause that is left out the playhead sees the edges, and everything that happens', () => {
  fc.assert(
    fc.property(recording, fc.double({ min: 0, max: 1, noNaN: true }), ({ moments: all, player }, share) => {
      const { idle, range } = player;
      const at = range.from + share * (range.to - range.from);
      const shown = withIdle(idle, withoutIdle(idle, at));
      const span = idle.find(({ from, to }) => from <= at && at <= to);
      expect(shown).toBeCloseTo(span === undefined ? at : span.to, 6);
      for (const moment of all) {
        expect(idle.some(({ from, to }) => from < moment && moment < to)).toBe(false);
        expect(withIdle(idle, withoutIdle(idle, moment))).toBeCloseTo(moment, 6);
      }
    }),
  );
});

test('skipping 100 s of silence, ten seconds of film take as long as what happens in them', () => {
  const idle = idleBetween([0, 1000, 101_000, 102_000]);
  expect(idle).toEqual([{ from: 1500, to: 100_500, before: 0 }]);
  const playing = play(newPlayer({ from: 0, to: 102_000 }, idle), 7);
  expect(playheadAt(playing, 1007)).toBe(1000);
  expect(playheadAt(playing, 1507)).toBe(100_500);
  expect(playheadAt(playing, 2007)).toBe(101_000);
  expect(playheadAt(skippingIdle(playing, false, 2007), 2507)).toBe(101_500);
});

test('a loop plays from mark to mark, at any speed', () => {
  const begun = newPlayer({ from: 0, to: 10_000 }, []);
  const marked = mark(seek(mark(seek(begun, 2000, 0), 'in', 0), 4000, 0), 'out', 0);
  const playing = withSpeed(play(looping(seek(marked, 3000, 0), true, 0), 0), 2, 0);
  expect([0, 400, 500, 600, 1500, 1600].map((now) => playheadAt(playing, now))).toEqual([
    3000, 3800, 2000, 2200, 2000, 2200,
  ]);
  // From behind the loop it goes on to the end, and from there back to the mark.
  const behind = seek(playing, 9000, 0);
  expect(playheadAt(behind, 5000)).toBe(10_000);
  expect(play(behind, 5000).at).toBe(2000);
});

test('a mark behind the other takes it away', () => {
  const begun = newPlayer({ from: 0, to: 10_000 }, []);
  const out = mark(seek(begun, 3000, 0), 'out', 0);
  expect(mark(seek(out, 5000, 0), 'in', 0)).toMatchObject({ in: 5000, out: null });
  expect(mark(seek(out, 1000, 0), 'in', 0)).toMatchObject({ in: 1000, out: 3000 });
});

test('who looks on live stays at the tip of what is recorded, and who looks back stays there', () => {
  const live = goLive(newPlayer({ from: 0, to: 1000 }, []));
  expect(playheadAt(grown(live, 5000, [], 10), 10)).toBe(5000);
  const back = seek(live, 300, 10);
  expect(playheadAt(grown(back, 5000, [], 20), 20)).toBe(300);
  expect(back.live).toBe(false);
});

test('the slowest and the fastest speed are the ends', () => {
  expect(nextSpeed(32, 1)).toBe(32);
  expect(nextSpeed(0.25, -1)).toBe(0.25);
  expect(nextSpeed(1, 1)).toBe(2);
});
