import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, type HeadlessWorld } from '../support/headless-host.ts';

const recorder = resolve(import.meta.dirname, 'recorder.mjs');

/** Folder where each recorder keeps what it read, by instance. */
export const recordsOf = (world: HeadlessWorld): string => {
  const folder = join(world.folder, 'records');
  mkdirSync(folder, { recursive: true });
  return folder;
};

export const recordOf = (world: HeadlessWorld, id: string): Buffer =>
  readFileSync(join(recordsOf(world), `${id}.bin`));

/** A program that keeps every byte it reads, as an agent that confirms by the `tutti` in its PATH. */
export const writeRecorder = (world: HeadlessWorld, more: Readonly<Record<string, unknown>> = {}): void => {
  world.writeProfile({
    name: 'recorder',
    command: process.execPath,
    args: [recorder, recordsOf(world), 'confirm'],
    confirm: { reminder: 'none' },
    submit: { envelope: 'header' },
    ...more,
  });
};

/** As plain as a profile can be: a name, a command, arguments. */
export const writePlainRecorder = (world: HeadlessWorld): void => {
  world.writeProfile({ name: 'plain', command: process.execPath, args: [recorder, recordsOf(world)] });
};

/** One executive, three managers and eight specialists; the upper four are rehearsal agents, the others recorders. */
export const spawnTwelve = async (client: FrameClient): Promise<string[]> => {
  const spawn = async (role: 'executive' | 'manager' | 'specialist', profile: string, parent?: string) => {
    const input = { role, profile, ...(parent === undefined ? {} : { parent }) };
    return done(await client.call('instances.spawn', input)).id;
  };
  const executive = await spawn('executive', 'rehearsal');
  const managers = await Promise.all([1, 2, 3].map(() => spawn('manager', 'rehearsal', executive)));
  const specialists = await Promise.all(
    Array.from({ length: 8 }, (_, at) => spawn('specialist', 'recorder', managers[at % managers.length])),
  );
  return [executive, ...managers, ...specialists];
};

/** How often a part stands in a text. */
export const countOf = (text: string, part: string): number => text.split(part).length - 1;
