import type { Limit } from '@contract/usage.ts';
import { clip } from './clip.ts';
import type { RolloutEvent } from './rollout-record.ts';

type TokenCount = Extract<RolloutEvent, { type: 'token_count' }>;
type Trouble = NonNullable<Extract<RolloutEvent, { type: 'task_complete' }>['error']>;

const kindsByName: Readonly<Record<string, Limit['kind']>> = {
  usage_limit_exceeded: 'usage',
  session_budget_exceeded: 'usage',
  rate_limit_exceeded: 'rate',
  server_overloaded: 'overloaded',
  unauthorized: 'login',
};

const kindsByStatus: Readonly<Record<number, Limit['kind']>> = {
  401: 'login',
  402: 'billing',
  403: 'login',
  429: 'rate',
  503: 'overloaded',
  529: 'overloaded',
};

/** A name alone, or an object of one field that is named so and holds the HTTP status. */
const kindOf = (info: unknown): Limit['kind'] => {
  if (typeof info === 'string') return kindsByName[info] ?? 'error';
  if (typeof info !== 'object' || info === null) return 'error';
  const [name = '', about] = Object.entries(info)[0] ?? [];
  const status = (about as { http_status_code?: unknown } | null)?.http_status_code;
  return kindsByName[name] ?? (typeof status === 'number' ? kindsByStatus[status] : undefined) ?? 'error';
};

/** When what is used up comes back, as milliseconds since 1970: the last of the windows that are full. */
export const fullUntil = (rates: TokenCount['rate_limits']): number | null => {
  const full = [rates?.primary, rates?.secondary].filter((one) => (one?.used_percent ?? 0) >= 100);
  const ends = full.flatMap((one) => (one?.resets_at ? [one.resets_at * 1000] : []));
  return ends.length === 0 ? null : Math.max(...ends);
};

/** Why a turn ended without an answer. codex has tried again by itself before it says so. */
export const limitOf = (trouble: Trouble, until: number | null): Limit => {
  const kind = kindOf(trouble.codex_error_info);
  return { kind, reason: clip(trouble.message, 500), until: kind === 'usage' ? until : null };
};
