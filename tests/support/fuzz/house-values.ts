import { wishIdSchema } from '@contract/approvals.ts';
import { instanceIdSchema, messageIdSchema } from '@contract/ids.ts';
import { decisionIdSchema, knowledgeKeySchema } from '@contract/knowledge.ts';
import { lockIdSchema } from '@contract/locks.ts';
import { batchIdSchema } from '@contract/parallel.ts';
import { pathClaimSchema } from '@contract/paths.ts';
import { ruleIdSchema } from '@contract/rules.ts';
import { subscriptionIdSchema, wantedKindSchema } from '@contract/subscriptions.ts';
import { commitSchema, partNameSchema, taskIdSchema, taskRefSchema } from '@contract/tasks.ts';
import { bytesSchema } from '@contract/terminals.ts';
import fc from 'fast-check';
import type { z } from 'zod';

/** Names of things that the tests' stage has, and of some that it has not. */
const numbered = (prefix: string, there: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: there }).map((number) => `${prefix}_${number}`) },
    { weight: 1, arbitrary: fc.constantFrom(`${prefix}_77`, `${prefix}_999999`) },
  );

const instanceIds = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('exec_1', 'mgr_1_1', 'mgr_1_2', 'spec_1_1_1', 'spec_1_1_2', 'spec_1_2_1'),
  },
  { weight: 1, arbitrary: fc.constantFrom('exec_2', 'spec_9_9_9', 'mgr_1', 'spec_1_1_1_1_1_1_1_1') },
);

const words = fc.constantFrom('api', 'pages', 'a', 'Δ1', 'x'.repeat(60), 'v1.2', '__proto__'.slice(2, 7));

const claims = fc.oneof(
  fc.constantFrom(
    'src/a.ts',
    'src',
    'docs/*.md',
    'tests/**/*.test.ts',
    '{lib,src}/b.ts',
    'app/[id]/page.tsx',
    'link-in/c.ts',
  ),
  fc
    .array(fc.constantFrom('a', 'b', 'Ünï', 'c d', '*.ts', '__proto__'), { minLength: 1, maxLength: 4 })
    .map((names) => ['src', ...names].join('/')),
);

/** What the contract's own checks take: zod knows these only as regular expressions and functions. */
export const houseValues: ReadonlyMap<z.core.$ZodType, fc.Arbitrary<unknown>> = new Map<
  z.core.$ZodType,
  fc.Arbitrary<unknown>
>([
  [instanceIdSchema, instanceIds],
  [messageIdSchema, numbered('msg', 12)],
  [taskIdSchema, numbered('task', 6)],
  [lockIdSchema, numbered('lock', 60)],
  [batchIdSchema, numbered('batch', 2)],
  [wishIdSchema, numbered('wish', 3)],
  [ruleIdSchema, numbered('rule', 60)],
  [subscriptionIdSchema, numbered('sub', 60)],
  [decisionIdSchema, numbered('dec', 3)],
  [wantedKindSchema, fc.constantFrom('instance.changed', 'task', 'message', 'lock', 'no.such')],
  [
    knowledgeKeySchema,
    fc.constantFrom('api', 'api/port', 'db/engine', '__proto__', 'constructor', 'Größe/1'),
  ],
  [partNameSchema, words],
  [taskRefSchema, fc.oneof(words, numbered('task', 6))],
  [commitSchema, fc.constantFrom('3f2a9c1', 'ABCDEF0123', '0000000abc', 'a'.repeat(64))],
  [pathClaimSchema, claims],
  [bytesSchema, fc.uint8Array({ maxLength: 20 })],
]);
