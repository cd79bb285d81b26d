import type { Role } from '@contract/ids.ts';
import type { View } from '@contract/view.ts';
import type { Caller } from './caller.ts';

/** Whether the person is to be asked before a caller spawns an instance of a role. */
export const needsApproval = (view: View, caller: Caller, role: Role): boolean => {
  if (caller.kind === 'person' || view.approvesAll) return false;
  const { approval } = view.settings;
  return approval === 'all' || (approval === 'managers' && role === 'manager');
};
