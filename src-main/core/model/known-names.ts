import type { Sender } from '@contract/ids.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { View } from '@contract/view.ts';

/**
 * Whether all of these are there, at present or ended. A name that nobody has picks out nothing, and whoever waits for it waits in
 * vain: the field and the place in it are named.
 */
export const checkSenders = (
  view: View,
  names: readonly Sender[] | undefined,
  field: string,
): Result<void> => {
  const at = (names ?? []).findIndex(
    (name) => name !== 'person' && name !== 'tutti' && view.instances[name] === undefined,
  );
  if (at < 0) return ok(undefined);
  return fail('not_found', `no instance ${names?.[at]}`, 'List the instances, and name one.', {
    field: `${field}.${at}`,
  });
};
