import type { Rule } from '@contract/rules.ts';
import { columns } from '../columns.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { ago } from '../show-instances.ts';
import { command, type Kit } from './command-kit.ts';

export const addRules = (kit: Kit): void => {
  command(kit, 'rules', 'List what you have decided beforehand, or revoke one of it.', [
    'tutti rules',
    'tutti rules --revoke rule_17',
  ])
    .option('--revoke <id>', 'the rule that no longer holds')
    .action(
      kit.runner.run<[], { revoke?: string }>(async (context, _args, { revoke }) => {
        const host = await context.host();
        const rules = demand(
          revoke === undefined
            ? await host.call('rules.list', {})
            : await host.call('rules.revoke', { id: revoke }),
        );
        context.print(rules, () => rulesText(rules, context.paints));
        return exitCodes.done;
      }),
    );
};

const rulesText = (rules: readonly Rule[], paints: Paints): string => {
  if (rules.length === 0) return 'No rules yet. Add one: tutti allow Bash "npm test*"\n';
  const head = ['ID', '', 'TOOL', 'SUBJECT', 'FOR', 'SINCE'].map((word) => paints.dim(word));
  return columns([head, ...rules.map((rule) => rowOf(rule, paints))]);
};

const rowOf = (rule: Rule, paints: Paints): string[] => [
  rule.id,
  rule.effect === 'deny' ? paints.bad('deny') : 'allow',
  rule.about === 'dialog' ? `dialog ${oneLine(rule.tool)}` : oneLine(rule.tool),
  oneLine(rule.subject),
  reachOf(rule),
  ago(rule.addedAt),
];

const reachOf = ({ profile, run, instance }: Rule): string =>
  [profile, instance, run === null ? 'every run' : `run ${run}`].filter((part) => part !== null).join(', ');

interface RuleOptions {
  readonly profile?: string;
  readonly id?: string;
  readonly run?: boolean;
  readonly dialog?: boolean;
}

const addRuleCommand = (
  kit: Kit,
  effect: Rule['effect'],
  about: string,
  examples: readonly string[],
): void => {
  command(kit, effect, about, examples)
    .argument(
      '<tool>',
      'the tool as the agent calls it, or a dialog’s name with --dialog; * stands for any text',
    )
    .argument('[subject]', 'the command or path that it is asked for; * stands for any text', '*')
    .option('--profile <name>', 'only for agents of this profile')
    .option('--id <id>', 'only for this instance')
    .option('--run', 'only in the current run')
    .option('--dialog', 'it is about a dialog of the CLI, such as trust')
    .action(
      kit.runner.run<[string, string], RuleOptions>(async (context, [tool, subject], options) => {
        const host = await context.host();
        const run = options.run ? demand(await host.call('status.get', {})).run : null;
        const rule = demand(
          await host.call('rules.add', {
            effect,
            about: options.dialog ? 'dialog' : 'permission',
            profile: options.profile ?? null,
            tool,
            subject,
            run,
            instance: options.id ?? null,
          }),
        );
        context.print(rule, () => rulesText([rule], context.paints));
        return exitCodes.done;
      }),
    );
};

export const addAllow = (kit: Kit): void =>
  addRuleCommand(kit, 'allow', 'Allow a tool beforehand, where agents would ask you for it.', [
    'tutti allow Bash "npm test*"',
    'tutti allow Edit "src/*" --run',
    'tutti allow trust --dialog --profile claude',
  ]);

export const addDeny = (kit: Kit): void =>
  addRuleCommand(kit, 'deny', 'Deny a tool beforehand; this beats every rule that allows.', [
    'tutti deny Bash "git push*"',
    'tutti deny WebFetch',
  ]);
