import type { Role } from '@contract/ids.ts';
import type { Caller } from '../../core/model/caller.ts';

const prefixes: Readonly<Record<string, Role>> = { exec: 'executive', mgr: 'manager', spec: 'specialist' };

/** The role that an instance's id tells; null for the person. */
export const roleOfCaller = (caller: Caller): Role | null =>
  caller.kind === 'person' ? null : (prefixes[caller.id.split('_')[0] ?? ''] ?? null);
