import type { Question } from '@contract/instances.ts';
import type { Limit, Used } from '@contract/usage.ts';

/** What agents ask, one of each kind; the sample run deals them out in this order. */
export const sampleQuestions: readonly Question[] = [
  {
    text: 'Run `npm install jose@5` in tutti/12/spec_1_1_2?',
    kind: 'permission',
    tool: 'Bash',
    subject: 'npm install jose@5',
    choices: [
      { label: 'Yes', keys: '1', means: 'allow' },
      { label: 'Yes, and do not ask again for npm install', keys: '2', means: 'allow-always' },
      { label: 'No, and say what to do instead', keys: '3', means: 'deny' },
    ],
  },
  {
    text: 'Ready to go on with this plan?',
    kind: 'plan',
    detail: Array.from(
      { length: 14 },
      (_, at) => `${at + 1}. Step ${at + 1} of the plan: write its test, see it fail, make it pass`,
    ).join('\n'),
    choices: [
      { label: 'Yes, and accept edits', keys: '1', means: 'allow' },
      { label: 'No, keep planning', keys: '2', means: 'deny' },
    ],
  },
  { text: 'Which port shall the service listen on, and why?', kind: 'question', choices: [] },
  {
    text: 'Do you trust the files in this folder?',
    kind: 'dialog',
    tool: 'trust',
    choices: [
      { label: 'Yes, proceed', keys: '1', means: 'allow' },
      { label: 'No, exit', keys: '2', means: 'deny' },
    ],
  },
];

/** Where an agent writes, as it names it. */
export const sampleFiles = [
  'src/auth/token.ts',
  'src/auth/refresh-token-rotation-with-reuse-detection.ts',
  'src/auth/guard.ts',
  'tests/auth/token.test.ts',
  'tests/auth/guard.test.ts',
  'docs/auth.md',
  'package.json',
  'src/routes/session/log-out.ts',
  'src/routes/session/log-in.ts',
  'migrations/0007-refresh-tokens.sql',
];

export const sampleUsed = (index: number): Used => ({
  input: 1240 + index * 311,
  output: 8420 + index * 977,
  cacheRead: 412_300 + index * 10_007,
  cacheWrite: 38_110 + index * 1203,
  // Every fourth agent tells no cost.
  cost: index % 4 === 3 ? null : 0.42 + index * 0.07,
  model: 'claude-sonnet-4-5',
  context: 52_400 + index * 3100,
  contextWindow: 200_000,
});

/** What holds up the instances at these places of a run: the first needs nobody, so that few instances need few answers. */
export const sampleLimits: Readonly<Record<number, Omit<Limit, 'until'> & { readonly inMs: number | null }>> =
  {
    3: { kind: 'overloaded', reason: '529 overloaded_error', inMs: null },
    18: { kind: 'usage', reason: 'the 5-hour limit is reached', inMs: 2 * 3_600_000 },
    21: { kind: 'compacting', reason: 'auto-compact', inMs: null },
    22: { kind: 'login', reason: 'OAuth token has expired', inMs: null },
  };
