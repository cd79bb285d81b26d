import {
  type Direction,
  looping,
  mark,
  nextSpeed,
  pause,
  play,
  type Replay,
  skippingIdle,
  stepEvent,
  stepFrame,
  stopKeys,
  stopKinds,
  stopWords,
  unmarked,
  withSpeed,
} from '../replay-timeline/index.ts';
import type { Command } from './commands.ts';
import type { Shortcut } from './shortcut.ts';
import type { Shell } from './use-shell.ts';

/** What is played while a recording is watched, by key. */
export const replayCommands = (
  replay: Replay,
  shell: Pick<Shell, 'showInsight' | 'state'>,
): readonly Command[] => {
  const { selectedId } = shell.state;
  const { clock } = replay;
  const one = (id: string, title: string, key: Shortcut, run: () => void): Command => ({
    ...{ id: `replay.${id}`, title, run, group: 'Replay', enabled: true, shortcuts: [key] },
  });
  const faster = (step: 1 | -1) => () =>
    clock.press((player, now) => withSpeed(player, nextSpeed(player.speed, step), now));
  const jumps = stopKinds.flatMap((kind) => {
    const words = stopWords[kind].toLowerCase();
    const to = (direction: Direction) => () => clock.jump(kind, direction);
    return [
      one(`next.${kind}`, `Next: ${words}`, stopKeys[kind].after, to('after')),
      one(`last.${kind}`, `The one before: ${words}`, stopKeys[kind].before, to('before')),
    ];
  });
  const whose = selectedId ?? 'the selected instance';
  const ofOne = (direction: Direction) => () =>
    selectedId !== null && clock.jump('any', direction, selectedId);
  const frame = (direction: Direction) => () => void stepFrame(replay, selectedId, direction);
  return [
    one('play', 'Play or pause', 'Space', () => clock.press(clock.player.since === null ? play : pause)),
    one('after', 'One event on', '.', () => void stepEvent(replay, 'after')),
    one('before', 'One event back', ',', () => void stepEvent(replay, 'before')),
    one('frame', `One frame on, of ${whose}`, "'", frame('after')),
    one('frameBack', `One frame back, of ${whose}`, ';', frame('before')),
    ...jumps,
    one('next.own', `Next: anything of ${whose}`, stopKeys.any.after, ofOne('after')),
    one('last.own', `The one before: anything of ${whose}`, stopKeys.any.before, ofOne('before')),
    one('begin', 'To the beginning', 'Home', () => clock.seek(clock.player.range.from)),
    one('end', 'To the end', 'End', () => clock.seek(clock.player.range.to)),
    one('faster', 'Faster', '>', faster(1)),
    one('slower', 'Slower', '<', faster(-1)),
    one('idle', 'Leave out what is idle, or not', 'q', () =>
      clock.press((player, now) => skippingIdle(player, !player.skipsIdle, now)),
    ),
    one('in', 'Mark where it begins', '[', () => clock.press((player, now) => mark(player, 'in', now))),
    one('out', 'Mark where it ends', ']', () => clock.press((player, now) => mark(player, 'out', now))),
    one('loop', 'Play again and again between the marks', 'r', () =>
      clock.press((player, now) => looping(player, !player.loops, now)),
    ),
    one('unmark', 'Clear the marks', '\\', () => clock.press(unmarked)),
    ...(replay.leave === null
      ? []
      : [
          one('again', 'Begin a new run from here…', 'Shift R', () => {
            clock.press(pause);
            shell.showInsight({ page: 'rerun', run: replay.recording.run, at: clock.head });
          }),
          one('live', 'Back to live', 'p', replay.leave),
        ]),
  ];
};
