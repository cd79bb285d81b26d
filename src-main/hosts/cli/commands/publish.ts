import { instanceIdSchema } from '@contract/ids.ts';
import type { PullRequest } from '@contract/publishing.ts';
import { type CommandContext, demand, failWith } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { planText, publishedText } from '../show-publishing.ts';
import { command, type Kit } from './command-kit.ts';

interface PublishOptions {
  readonly pr?: boolean;
  readonly title?: string;
  readonly body?: string;
  readonly base?: string;
  readonly draft?: boolean;
  readonly remote?: string;
  readonly as?: string;
  readonly yes?: boolean;
}

export const addPublish = (kit: Kit): void => {
  command(
    kit,
    'publish',
    'Show what pushing a branch, or opening a pull request for it, would do; with --yes do it.',
    [
      'tutti publish exec_1',
      'tutti publish exec_1 --as jwt-auth --yes',
      'tutti publish exec_1 --pr --title "JWT auth" --base main --yes',
      'tutti publish tutti/1/mgr_1_2 --remote fork --json | jq .seen',
    ],
  )
    .argument('<id>', 'an instance, or a branch')
    .option('--pr', 'open a pull request, by gh')
    .option('--title <text>', 'with --pr: its title')
    .option('--body <text>', 'with --pr: what it says; "-" reads it from the standard input')
    .option('--base <branch>', 'with --pr: the branch there that it goes into')
    .option('--draft', 'with --pr: as a draft')
    .option('--remote <name>', 'rather than the usual one')
    .option('--as <branch>', 'what the branch is to be called there')
    .option('--yes', 'do it')
    .action(
      kit.runner.run<[string], PublishOptions>((context, [id], options) => publish(context, id, options)),
    );
};

/** A field that was given, or none at all. */
const given = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [Name in K]?: V };

const publish = async (context: CommandContext, name: string, options: PublishOptions): Promise<ExitCode> => {
  const { pr, title, base, draft = false, remote, as, yes } = options;
  if (!pr && (title ?? base ?? options.body) !== undefined)
    return failWith({
      code: 'bad_input',
      message: 'a title, a text and a base belong to a pull request.',
      remedy: 'Say --pr, too, or leave them out.',
    });
  const host = await context.host();
  const which = instanceIdSchema.safeParse(name).success ? { id: name } : { branch: name };
  const where = { ...which, ...given('remote', remote), ...given('as', as) };
  const plan = demand(await host.call('publish.plan', { ...where, ...given('base', base) }));
  const body = options.body === '-' ? await context.io.stdin() : options.body;
  const words: PullRequest | null = pr
    ? { title: title ?? plan.title, body: body ?? plan.body, base: plan.base, draft }
    : null;
  if (!yes) {
    context.print(plan, () => planText(plan, words, context.paints));
    return plan.trouble === null ? exitCodes.done : exitCodes.failed;
  }
  // What was looked up is what goes, or nothing.
  const done = demand(await host.call('publish.push', { ...where, tip: plan.tip, pullRequest: words }));
  context.print(done, () => publishedText(done, context.paints));
  return done.trouble === null ? exitCodes.done : exitCodes.failed;
};
