import type { Wish } from '@contract/approvals.ts';
import { needsYou } from '@contract/attention.ts';
import {
  mergesInTrouble,
  type SpentBudget,
  spentBudgets,
  type Uncommitted,
  uncommittedWork,
} from '@contract/attention-entries.ts';
import type { Breaker } from '@contract/breakers.ts';
import type { Instance } from '@contract/instances.ts';
import type { Merge } from '@contract/merges.ts';
import { namesWords, type OverlapGroup, overlapGroups, standingOverlaps } from '@contract/overlap-groups.ts';
import { type Limit, limitNeedsPerson } from '@contract/usage.ts';
import type { Conflict } from '@contract/worktree-work.ts';
import { columns } from '../columns.ts';
import { type CommandContext, demand, failWith, tokenOf } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints, stateMark } from '../paint.ts';
import { ago, instanceLines } from '../show-instances.ts';
import { wishText } from './approve.ts';
import { breakerText } from './breakers.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

export const addAttention = (kit: Kit): void => {
  command(
    kit,
    'attention',
    'List what needs you: questions, blockers, limits, conflicts, merges, work that could not be committed, stalled and crashed instances, wishes to spawn, spent budgets, what failed too often.',
    ['tutti attention', 'tutti attention --json | jq -r ".[].question.text"'],
  ).action(
    kit.runner.run(async (context) => {
      const needs = await whatNeeds(context);
      const { wishes, waiting, breakers } = needs;
      const conflicts = needs.conflicts.map((conflict) => ({ conflict }));
      const merges = needs.merges.map((merge) => ({ merge }));
      const overlaps = needs.overlaps.map((overlap) => ({ overlap }));
      const rest = [
        ...needs.uncommitted.map((uncommitted) => ({ uncommitted })),
        ...needs.budgets.map(({ first, count }) => ({ budget: first, count })),
      ];
      context.print([...wishes, ...waiting, ...breakers, ...conflicts, ...merges, ...overlaps, ...rest], () =>
        attentionText(needs, context.paints),
      );
      return exitCodes.done;
    }),
  );
};

interface Needs {
  readonly wishes: readonly Wish[];
  /** The longest waiting first. */
  readonly waiting: readonly Instance[];
  readonly breakers: readonly Breaker[];
  readonly conflicts: readonly Conflict[];
  readonly merges: readonly Merge[];
  readonly overlaps: readonly OverlapGroup[];
  readonly uncommitted: readonly Uncommitted[];
  readonly budgets: readonly SpentBudget[];
}

const nothing: Needs = {
  ...{ wishes: [], waiting: [], breakers: [], conflicts: [], merges: [], overlaps: [] },
  ...{ uncommitted: [], budgets: [] },
};

const whatNeeds = async (context: CommandContext): Promise<Needs> => {
  const host = await context.host();
  const longest = (all: readonly Instance[]): Instance[] =>
    all.filter(needsYou).sort((a, b) => a.since - b.since);
  // An instance sees its own part of the run alone.
  if (tokenOf(context.io) !== undefined) {
    const conflicts = demand(await host.call('conflicts.list', {}));
    const waiting = longest(demand(await host.call('instances.list', {})));
    return { ...nothing, waiting, conflicts };
  }
  const view = demand(await host.call('view.get', {}));
  const { instances, approvals, breakers, conflicts } = view;
  const wishes = approvals.filter(({ granted }) => !granted);
  return {
    ...{ wishes, waiting: longest(Object.values(instances)), breakers, conflicts },
    merges: mergesInTrouble(view),
    overlaps: overlapGroups(standingOverlaps(view)),
    uncommitted: uncommittedWork(view),
    budgets: spentBudgets(view),
  };
};

const attentionText = (needs: Needs, paints: Paints): string => {
  const { wishes, waiting, breakers, conflicts, merges, overlaps, uncommitted, budgets } = needs;
  const texts = [
    ...wishes.map((wish) => wishText(wish, paints)),
    ...conflicts.map(conflictText),
    ...merges.map(mergeText),
    ...overlaps.map(overlapText),
    ...uncommitted.map(uncommittedText),
    ...budgets.map(budgetText),
    ...waiting.map((one) => needText(one, paints)),
    ...breakers.map((one) => breakerText(one, paints)),
  ];
  return texts.length === 0 ? 'Nobody needs you.\n' : texts.join('\n');
};

const conflictText = ({ id, path, holder, commit, at }: Conflict): string =>
  `! ${id}  conflict ${ago(at)}\n  ${id} ${commit === null ? 'changed' : 'committed'} ${oneLine(path)}, which ${holder} holds\n`;

const mergeText = ({ id, of, source, target, state, reason, since }: Merge): string =>
  `! ${of ?? source}  merge ${state} ${ago(since)}\n  ${id} into ${target}${reason === '' ? '' : `: ${oneLine(reason)}`}\n`;

const overlapText = ({ ids, files, count, at }: OverlapGroup): string =>
  `! ${namesWords(ids)}  would conflict ${ago(at)}\n  in ${oneLine(namesWords(files, count))}\n`;

const uncommittedText = ({ task, assignee, reason, at }: Uncommitted): string =>
  `! ${assignee ?? task}  not committed ${ago(at)}\n  ${task === null ? 'refused' : `${task} is not done`}: ${oneLine(reason)}\n`;

const budgetText = ({ title, count, first: { kind, used, limit } }: SpentBudget): string =>
  `! ${title}${count > 1 ? `, and ${count - 1} more` : ''}\n  ${kind}: ${Number(used.toFixed(2))} of ${limit}\n`;

const needText = (one: Instance, paints: Paints): string => {
  const { question, limit } = one;
  const head = `${stateMark(one.state, paints)} ${paints.bold(one.id)}  ${one.state} ${ago(one.since)}`;
  const heldUp = limit !== null && limitNeedsPerson(limit) ? limitText(limit) : null;
  const what = oneLine(question?.text ?? heldUp ?? one.blocker ?? one.reason);
  const about = [question?.kind, question?.tool, question?.subject]
    .filter(Boolean)
    .map((text) => oneLine(`${text}`));
  const choices = (question?.choices ?? []).map(({ label }, at) => [`    ${at + 1}`, label]);
  const detail = about.length === 0 ? '' : `  ${paints.dim(about.join('  '))}\n`;
  return `${head}\n  ${what}\n${detail}${columns(choices)}`;
};

/** `usage until 2026-11-22 16:22: You've hit your session limit`, in local time. */
const limitText = ({ kind, until, reason }: Limit): string => {
  const end = until === null ? '' : ` until ${new Date(until).toLocaleString('sv').slice(0, 16)}`;
  return `${kind}${end}: ${reason}`;
};

interface AnswerOptions {
  readonly text?: string;
  readonly always?: boolean;
}

export const addAnswer = (kit: Kit): void => {
  command(kit, 'answer', 'Answer what an instance asks: one of its choices, or words of your own.', [
    'tutti answer spec_1_1 1',
    'tutti answer spec_1_1 1 --always',
    'tutti answer exec_1 --text "Use the blue one"',
  ])
    .argument('<id>', 'who asks, e.g. spec_1_1')
    .argument('[choice]', 'which choice, counted from 1 (see tutti attention)', wholeNumber(1, 20))
    .option('--text <text>', 'words of your own, for a question without choices')
    .option('--always', 'keep the answer as a rule for this kind in this run')
    .action(
      kit.runner.run<[string, number | undefined], AnswerOptions>(
        async (context, [id, choice], { text, always = false }) => {
          const host = await context.host();
          const all = demand(await host.call('instances.list', {}));
          const one = all.find((other) => other.id === id);
          if (one === undefined) {
            const remedy = 'tutti list shows them.';
            return failWith({
              code: 'not_found',
              message: `There is no instance ${id}.`,
              remedy,
              field: 'id',
            });
          }
          const given = {
            ...(choice === undefined ? {} : { choice: choice - 1 }),
            ...(text === undefined ? {} : { text }),
          };
          const now = demand(await host.call('instances.answer', { id, asked: one.since, always, ...given }));
          context.print(now, () => instanceLines(now, context.paints));
          return exitCodes.done;
        },
      ),
    );
};
