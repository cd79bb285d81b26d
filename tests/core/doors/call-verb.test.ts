import { fail, TuttiFailure } from '@contract/result.ts';
import { type VerbName, verbs } from '@contract/verbs.ts';
import { describe, expect, it } from 'vitest';
import { callVerb } from '../../../src-main/core/doors/call-verb.ts';
import { fakeLog, fakeRooms, onlooker, person } from './fake-rooms.ts';

const commands = (Object.keys(verbs) as VerbName[]).filter((name) => verbs[name].kind === 'command');

describe('callVerb', () => {
  it('hands the parsed input on, defaults filled in', async () => {
    const { rooms, calls } = fakeRooms();
    await callVerb(rooms, person, 'instances.spawn', { profile: 'shell', role: 'executive' }, fakeLog().log);
    expect(calls[0]?.input).toEqual({ profile: 'shell', role: 'executive', task: '', place: 'worktree' });
  });

  it('takes no input for an empty one', async () => {
    const { rooms, calls } = fakeRooms();
    expect(await callVerb(rooms, person, 'view.get', undefined, fakeLog().log)).toMatchObject({ ok: true });
    expect(calls[0]?.input).toEqual({});
  });

  it('names the field that does not fit, and the remedy', async () => {
    const { rooms, calls } = fakeRooms();
    const result = await callVerb(rooms, person, 'instances.read', { id: 'spec9' }, fakeLog().log);
    expect(result).toMatchObject({ ok: false, error: { code: 'bad_input', field: 'id' } });
    if (!result.ok) expect(result.error.remedy).toContain('id');
    expect(calls).toEqual([]);
  });

  it('refuses a verb that does not exist, also one inherited from Object', async () => {
    const { rooms } = fakeRooms();
    for (const name of ['nothing.there', 'toString', '__proto__']) {
      expect(await callVerb(rooms, person, name, {}, fakeLog().log)).toMatchObject({
        ok: false,
        error: { code: 'bad_input', field: 'verb' },
      });
    }
  });

  it.each(commands)('refuses %s at a read-only door, whatever its input', async (name) => {
    const { rooms, calls } = fakeRooms();
    const result = await callVerb(rooms, onlooker, name, {}, fakeLog().log);
    expect(result).toMatchObject({ ok: false, error: { code: 'read_only' } });
    expect(calls).toEqual([]);
  });

  it('lets a read-only door look', async () => {
    const { rooms, calls } = fakeRooms();
    await callVerb(rooms, onlooker, 'instances.list', {}, fakeLog().log);
    expect(calls).toHaveLength(1);
  });

  it('keeps the error of a TuttiFailure', async () => {
    const { rooms, state } = fakeRooms();
    const full = fail('disk_full', 'The disk is full.', 'Make room.').error;
    state.answer = async () => {
      throw new TuttiFailure(full);
    };
    const { log, lines } = fakeLog();
    expect(await callVerb(rooms, person, 'view.get', {}, log)).toEqual({ ok: false, error: full });
    expect(lines).toEqual([]);
  });

  it('names a bug as internal and logs it without its input', async () => {
    const { rooms, state } = fakeRooms();
    state.answer = async () => {
      throw new TypeError('oops');
    };
    const { log, lines } = fakeLog();
    const result = await callVerb(rooms, person, 'instances.confirm', { nonce: 'secret-nonce' }, log);
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(lines.join()).toContain('TypeError: oops');
    expect(lines.join() + JSON.stringify(result)).not.toContain('secret-nonce');
  });
});
