import { expect, test } from 'vitest';
import type { Caller } from '../../src-main/core/model/caller.ts';
import { openStage } from '../support/stage.ts';

test('who may only look is not shown the text of a profile, which may hold keys', async () => {
  const stage = await openStage();
  const onlooker: Caller = { kind: 'person', door: 'web', readOnly: true };
  expect(await stage.call('profiles.source', { name: 'hooked' }, onlooker)).toMatchObject({
    ok: false,
    error: { code: 'read_only' },
  });
  // Nor by a text of their own that extends it.
  const text = 'name: mine\nextends: hooked\n';
  expect(await stage.call('profiles.examine', { text }, onlooker)).toMatchObject({
    ok: false,
    error: { code: 'read_only' },
  });
  // The person's own call comes through to the files.
  expect(await stage.call('profiles.source', { name: 'hooked' })).toMatchObject({
    ok: false,
    error: { code: 'unsupported' },
  });
});
