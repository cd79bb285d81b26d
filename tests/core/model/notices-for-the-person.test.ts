import { attentionEntries } from '@contract/attention-entries.ts';
import { keepNotices, type NoticeKeeper } from '@contract/keep-notices.ts';
import { isQuiet, type Notice, noticeOf } from '@contract/notices.ts';
import { noticeKinds, notificationSettingsSchema } from '@contract/notification-settings.ts';
import { reduceAttention } from '@contract/reduce-attention.ts';
import { defaultSettings } from '@contract/settings.ts';
import { emptyView, type View } from '@contract/view.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../../support/manual-clock.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** Profiles that fail too often stand for all that needs the person: the rule is the same for each kind. */
const withBreakers = (view: View, names: ReadonlySet<string>): View => ({
  ...view,
  breakers: [...names].map((name) => ({
    scope: 'profile',
    name,
    state: 'open',
    openedAt: 0,
    until: 0,
    reason: 'exit 1',
    successes: 0,
  })),
});

type Shown = { readonly at: number; readonly minute: number; readonly notice: Notice; open: boolean };

/** A host's log and some windows that look at it; the clock begins at midnight. */
class Scene {
  readonly clock = new ManualClock(0);
  readonly shown: Shown[] = [];
  readonly focused: boolean[];
  view: View;
  #keepers: NoticeKeeper[] = [];

  constructor(settings: unknown, windows: number) {
    const notifications = notificationSettingsSchema.parse(settings);
    this.view = { ...emptyView, settings: { ...defaultSettings, notifications } };
    this.focused = Array.from({ length: windows }, () => false);
    this.openWindows();
  }

  /** New ones, as after a restart of everything: they know what the host knows. */
  openWindows(): void {
    for (const keeper of this.#keepers) keeper.stop();
    this.#keepers = this.focused.map((_, at) => keepNotices(this.#ports(at)));
    this.#look();
  }

  minute(): number {
    return Math.floor((this.clock.now() % dayMs) / minuteMs);
  }

  set(names: readonly string[]): void {
    this.view = withBreakers(this.view, new Set(names));
    const standing = new Set(attentionEntries(this.view).map(({ key }) => key));
    const keys = this.view.told.filter((key) => !standing.has(key));
    if (keys.length > 0) this.#fold('attention.passed', keys);
    this.#look();
  }

  focus(at: number, isFocused: boolean): void {
    this.focused[at] = isFocused;
    this.#keepers[at]?.lookAgain();
  }

  told(): string[] {
    return this.shown.flatMap(({ notice }) => [...notice.keys]);
  }

  #ports(at: number): Parameters<typeof keepNotices>[0] {
    return {
      now: () => this.clock.now(),
      minute: () => this.minute(),
      after: (ms, run) => this.clock.after(ms, run),
      focused: () => this.focused[at] === true,
      canShow: () => true,
      patience: 1000 * (at + 1),
      project: 'orders',
      claim: async (keys) => {
        await Promise.resolve();
        const standing = new Set(attentionEntries(this.view).map(({ key }) => key));
        const fresh = keys.filter((key) => standing.has(key) && !this.view.told.includes(key));
        if (fresh.length === 0) return [];
        this.#fold('attention.told', fresh);
        this.#look();
        return fresh;
      },
      show: (notice) => {
        const shown = { at: this.clock.now(), minute: this.minute(), notice, open: true };
        this.shown.push(shown);
        return () => {
          shown.open = false;
        };
      },
    };
  }

  #fold(kind: 'attention.told' | 'attention.passed', keys: readonly string[]): void {
    const event = { kind, data: { keys: [...keys] } } as unknown as Parameters<typeof reduceAttention>[1];
    this.view = { ...this.view, told: reduceAttention(this.view.told, event) };
  }

  #look(): void {
    for (const keeper of this.#keepers) keeper.look(this.view);
  }
}

const time = fc
  .integer({ min: 0, max: 1439 })
  .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`);
const quiet = fc.record({ on: fc.boolean(), from: time, to: time }).filter(({ from, to }) => from !== to);
const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), names }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 6 * 60 * minuteMs }) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 5000 }) }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('focus' as const), at: fc.nat({ max: 2 }), on: fc.boolean() }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const play = async (scene: Scene, steps: readonly Step[]) => {
  /** How often each came to stand: each time is another thing. */
  const lives = new Map<string, number>();
  let before: readonly string[] = [];
  for (const one of steps) {
    if (one.kind === 'set') {
      for (const name of one.names) if (!before.includes(name)) lives.set(name, (lives.get(name) ?? 0) + 1);
      before = one.names;
      scene.set(one.names);
    } else if (one.kind === 'wait') await scene.clock.advance(one.ms);
    else if (one.kind === 'restart') scene.openWindows();
    else if (one.at < scene.focused.length) scene.focus(one.at, one.on);
  }
  return lives;
};

test('nothing is told twice, nothing in quiet hours, and nothing that still waits is lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      quiet,
      fc.integer({ min: 1, max: 3 }),
      fc.array(step, { maxLength: 25 }),
      async (quietHours, windows, steps) => {
        const scene = new Scene({ quiet: quietHours }, windows);
        const lives = await play(scene, steps);
        for (const [at] of scene.focused.entries()) scene.focus(at, false);
        // A day and more: any quiet hours end in it.
        await scene.clock.advance(dayMs + 60 * minuteMs);
        const settings = scene.view.settings.notifications;
        expect(scene.shown.filter(({ minute }) => isQuiet(settings.quiet, minute))).toEqual([]);
        for (const [name, count] of lives) {
          const often = scene.told().filter((key) => key === `breaker profile ${name}`).length;
          expect(often).toBeLessThanOrEqual(count);
        }
        const standing = attentionEntries(scene.view).map(({ key }) => key);
        expect(new Set(scene.view.told)).toEqual(new Set(standing));
      },
    ),
    { numRuns: 300 },
  );
});

test('a thing that waits is told once for all windows, and taken away when it is over', async () => {
  const scene = new Scene({}, 3);
  scene.set(['claude']);
  await scene.clock.advance(minuteMs);
  expect(scene.told()).toEqual(['breaker profile claude']);
  expect(scene.shown[0]).toMatchObject({ at: 1000, open: true });
  scene.openWindows();
  await scene.clock.advance(minuteMs);
  expect(scene.told()).toHaveLength(1);
  scene.set([]);
  scene.set(['claude']);
  await scene.clock.advance(minuteMs);
  expect(scene.told()).toHaveLength(2);
});

test('a notification goes when the thing is settled elsewhere', async () => {
  const scene = new Scene({}, 1);
  scene.set(['claude', 'codex']);
  await scene.clock.advance(minuteMs);
  scene.set(['codex']);
  expect(scene.shown[0]?.open).toBe(true);
  scene.set([]);
  expect(scene.shown[0]?.open).toBe(false);
});

test('what is settled within the moment of patience is not told', async () => {
  const scene = new Scene({}, 1);
  scene.set(['claude']);
  await scene.clock.advance(900);
  scene.set([]);
  await scene.clock.advance(minuteMs);
  expect(scene.shown).toEqual([]);
});

test('many at once are one notification, and those that follow within the gap are the next', async () => {
  const scene = new Scene({}, 1);
  scene.set(['a', 'b', 'c', 'd', 'e']);
  await scene.clock.advance(2000);
  expect(scene.shown.map(({ notice }) => notice.title)).toEqual(['5 things need you']);
  expect(scene.shown[0]?.notice.body).toBe('orders: 5 failing too often');
  scene.set(['a', 'b', 'c', 'd', 'e', 'f']);
  await scene.clock.advance(3000);
  scene.set(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  await scene.clock.advance(minuteMs);
  expect(scene.shown.map(({ notice }) => notice.title)).toEqual(['5 things need you', '2 things need you']);
});

test('quiet hours over midnight end with one summary of what still waits', async () => {
  const scene = new Scene({ quiet: { on: true, from: '22:00', to: '07:00' } }, 2);
  await scene.clock.advance(3 * 60 * minuteMs);
  scene.set(['a']);
  await scene.clock.advance(60 * minuteMs);
  scene.set(['b', 'c']);
  await scene.clock.advance(dayMs / 2);
  expect(scene.shown.map(({ notice, minute }) => [notice.title, minute])).toEqual([
    ['2 things need you', 420],
  ]);
});

test('whoever has the window before them is not told, then or later, unless they want to be', async () => {
  const scene = new Scene({}, 2);
  scene.focus(0, true);
  scene.set(['a']);
  await scene.clock.advance(minuteMs);
  scene.focus(0, false);
  await scene.clock.advance(minuteMs);
  expect(scene.shown).toEqual([]);
  const wanting = new Scene({ whileFocused: true }, 2);
  wanting.focus(0, true);
  wanting.set(['a']);
  await wanting.clock.advance(minuteMs);
  expect(wanting.shown).toHaveLength(1);
});

test.each([[{ on: false }], [{ kinds: { breaker: false } }]])('nothing is told with %j', async (settings) => {
  const scene = new Scene(settings, 2);
  scene.set(['a']);
  await scene.clock.advance(dayMs);
  expect(scene.shown).toEqual([]);
  expect(scene.view.told).toEqual([]);
});

test('quiet hours are told apart from the rest of the day to the minute', () => {
  const night = { on: true, from: '22:30', to: '07:00' };
  expect([1349, 1350, 0, 419, 420].map((minute) => isQuiet(night, minute))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  const noon = { on: true, from: '12:00', to: '13:00' };
  expect([719, 720, 779, 780].map((minute) => isQuiet(noon, minute))).toEqual([false, true, true, false]);
  expect(isQuiet({ ...noon, on: false }, 720)).toBe(false);
});

test('a mistake in the settings names its field', () => {
  const wrong = (settings: unknown): string[] =>
    notificationSettingsSchema.safeParse(settings).error?.issues.map(({ path }) => path.join('.')) ?? [];
  expect(wrong({ quiet: { from: '24:00' } })).toEqual(['quiet.from']);
  expect(wrong({ quiet: { to: '7:00' } })).toEqual(['quiet.to']);
  expect(wrong({ quiet: { from: '08:00', to: '08:00' } })).toEqual(['quiet.to']);
  expect(Object.keys(notificationSettingsSchema.parse({}).kinds)).toEqual([...noticeKinds]);
});

test('a notification’s words are short and on one line', () => {
  const entry = {
    key: 'k',
    kind: 'question',
    instance: 'exec_1',
    title: 'exec_1 asks you',
    counts: true,
  } as const;
  expect(noticeOf('orders', [{ ...entry, text: 'JSON\n or CSV?' }])).toMatchObject({
    title: 'exec_1 asks you',
    body: 'orders: JSON or CSV?',
    only: { key: 'k' },
  });
  expect(noticeOf('orders', [{ ...entry, text: '' }]).body).toBe('orders');
  expect(noticeOf('orders', [{ ...entry, text: 'x'.repeat(9000) }]).body).toHaveLength(240);
});
