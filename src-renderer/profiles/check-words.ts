import type { AgentCheck, CheckItem } from '@contract/agent-checks.ts';

/** What each check asks. */
export const checkTitles: Record<AgentCheck, string> = {
  starts: 'Starts',
  confirms: 'Confirms its role and task',
  'takes-a-message': 'Takes a message',
  'tells-its-turn': 'Tells when it is busy and when it is ready',
  'takes-any-text': 'Takes difficult texts',
  'can-be-interrupted': 'Can be interrupted',
  'is-seen-to-die': 'Is seen to die',
  resumes: 'Can be started again',
  'tells-its-tokens': 'Tells its tokens',
  'leaves-nothing': 'Leaves nothing behind',
};

export const verdictWords: Record<CheckItem['verdict'], string> = {
  yes: 'yes',
  partly: 'in part',
  no: 'no',
  untried: 'not tried',
};

/** The whole in a sentence. */
export const summaryOf = (items: readonly CheckItem[]): string => {
  const count = (verdict: CheckItem['verdict']): number =>
    items.filter((item) => item.verdict === verdict).length;
  const bad = count('no');
  if (bad > 0) return `${bad} of ${items.length} did not hold: what to do stands beside each.`;
  const part = count('partly');
  return part > 0
    ? `It can be used; ${part} of ${items.length} hold in part.`
    : 'All of it holds: it can be used.';
};

export const secondsWords = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
