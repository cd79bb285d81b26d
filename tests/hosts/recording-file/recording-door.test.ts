import { recordingVerbs } from '@contract/recording-verbs.ts';
import { ok, type Result } from '@contract/result.ts';
import { type StreamName, streams, type VerbName, verbs } from '@contract/verbs.ts';
import { expect, it } from 'vitest';
import { WindowWishes } from '../../../src-main/hosts/host/window-wishes.ts';
import { recordingDoor } from '../../../src-main/hosts/recording-file/recording-door.ts';

const person = { kind: 'person', door: 'window', readOnly: false } as const;

const openDoor = () => {
  const reached: string[] = [];
  const rooms = Object.fromEntries(
    [...Object.keys(recordingVerbs), 'recordings.notes'].map((verb) => [
      verb,
      () => {
        reached.push(verb);
        return ok(null);
      },
    ]),
  );
  const recording = { run: 12, notices: [] };
  const info = {
    kind: 'desktop',
    version: '0',
    platform: 'linux',
    readOnly: true,
    project: null,
    recording,
  } as const;
  // Rooms that only tell that somebody came in.
  const door = recordingDoor({
    run: 12,
    rooms: rooms as never,
    info: { ...info, recording },
    wishes: new WindowWishes(),
  });
  const call = (verb: VerbName, input: object): Promise<Result<unknown>> =>
    door.call(person, verb, input as never);
  return { door, call, reached };
};

const reading = [...Object.keys(recordingVerbs), 'recordings.notes'].filter(
  (verb) => verbs[verb as VerbName].kind === 'query',
);

it('a window over a recording reaches what reads the recording, and not one verb more', async () => {
  const { call, reached } = openDoor();
  for (const verb of Object.keys(verbs) as VerbName[]) {
    const answer = await call(verb, { run: 12 });
    if (verb === 'host.info' || reading.includes(verb)) expect(answer.ok, verb).toBe(true);
    else
      expect(answer, verb).toMatchObject({
        ok: false,
        error: { code: expect.stringMatching(/^(refused|read_only)$/) },
      });
  }
  expect(reached).toEqual(reading);
});

it('another run is not in the file', async () => {
  const { call, reached } = openDoor();
  expect(await call('recordings.get', { run: 11 })).toMatchObject({
    error: { code: 'not_found', field: 'run' },
  });
  expect(reached).toEqual([]);
});

it('nothing can be followed but what the host wants to be shown', () => {
  const { door } = openDoor();
  const sink = { item: () => {}, end: () => {} };
  const followed = (Object.keys(streams) as StreamName[]).filter(
    (stream) => door.follow(person, stream, {} as never, sink as never).ok,
  );
  expect(followed).toEqual(['host.follow']);
});
