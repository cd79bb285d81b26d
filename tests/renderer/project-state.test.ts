import type { TuttiEvent } from '@contract/events.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { describe, expect, it, vi } from 'vitest';
import type { ConnectionStatus, Follower, TuttiClient } from '../../src-renderer/connection/client.ts';
import { createProjectState } from '../../src-renderer/connection/project-state.ts';
import { sampleRun } from '../support/sample-events.ts';

type Answer = (verb: string) => Result<unknown>;

/** A client whose answers and stream the test gives, and a frame that the test draws. */
const openProject = async (answer: Answer) => {
  const followers: Follower<TuttiEvent[]>[] = [];
  const inputs: (() => unknown)[] = [];
  const statuses: ((status: ConnectionStatus) => void)[] = [];
  const frames: (() => void)[] = [];
  const client = {
    call: (verb: string) => Promise.resolve(answer(verb)),
    follow: (_: string, input: () => unknown, follower: Follower<TuttiEvent[]>) => {
      followers.push(follower);
      inputs.push(input);
      return { ack: () => {}, cancel: () => {} };
    },
    onStatus: (listener: (status: ConnectionStatus) => void) => {
      statuses.push(listener);
      return () => {};
    },
    status: { kind: 'open' },
    close: () => {},
  } as unknown as TuttiClient;
  const project = createProjectState(client, (work) => {
    frames.push(work);
    return () => frames.splice(frames.indexOf(work), 1);
  });
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  await settled();
  const draw = (): void => {
    for (const work of frames.splice(0)) work();
  };
  return { project, followers, inputs, statuses, frames, draw, settled };
};

const tape = sampleRun(5, 1_700_000_000_000);
const loadedAt = 20;
const earlier = tape.events.slice(0, loadedAt);
const later = tape.events.slice(loadedAt);

/** The host's answers as they were when only `earlier` had happened. */
const hostAt = (count: number) => {
  const view = { ...tape.view, seq: count };
  return (verb: string): Result<unknown> =>
    verb === 'view.get' ? ok(view) : ok(tape.events.slice(0, count).reverse());
};

describe('a project’s live state', () => {
  it('folds many events into one notification a frame', async () => {
    const { project, followers, draw, frames } = await openProject(hostAt(loadedAt));
    const told = vi.fn();
    project.subscribe(told);
    for (const event of later) followers[0]?.onItem([event]);
    expect(told).not.toHaveBeenCalled();
    expect(frames).toHaveLength(1);
    draw();
    expect(told).toHaveBeenCalledOnce();
    expect(project.get().view.seq).toBe(tape.events.length);
    expect(project.get().recent).toEqual(tape.events);
  });

  it('takes an event once, however often it is sent', async () => {
    const { project, followers, draw } = await openProject(hostAt(loadedAt));
    followers[0]?.onItem([...earlier, ...later.slice(0, 2), ...later.slice(0, 2)]);
    draw();
    expect(project.get().recent.map(({ seq }) => seq)).toEqual(
      tape.events.slice(0, loadedAt + 2).map(({ seq }) => seq),
    );
  });

  it('goes on after a reconnection from the last event it got, drawn or not', async () => {
    const { followers, inputs } = await openProject(hostAt(loadedAt));
    followers[0]?.onItem(later.slice(0, 3));
    expect(inputs[0]?.()).toEqual({ after: loadedAt + 3 });
  });

  it('loads anew when an event is missing', async () => {
    const { project, followers, settled } = await openProject(hostAt(loadedAt));
    followers[0]?.onItem(later.slice(1));
    await settled();
    expect(followers).toHaveLength(2);
    expect(project.get().view.seq).toBe(loadedAt);
  });

  it('fails with the host’s words, and recovers from a lost line by itself', async () => {
    let answer: Answer = () => fail('no_host', 'gone', 'wait');
    const { project, statuses, settled } = await openProject((verb) => answer(verb));
    expect(project.get()).toMatchObject({ phase: 'failed', error: { message: 'gone' } });
    answer = hostAt(loadedAt);
    for (const tell of statuses) tell({ kind: 'open' });
    await settled();
    expect(project.get()).toMatchObject({ phase: 'live', error: null });
  });
});
