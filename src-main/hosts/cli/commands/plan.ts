import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { newPlanSchema } from '@contract/plan.ts';
import { type CommandContext, demand, failWith } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { planText } from '../show-tasks.ts';
import { command, type Kit } from './command-kit.ts';

export const addPlan = (kit: Kit): void => {
  command(kit, 'plan', 'Show the plan of the run and how far its parts are, or make it.', [
    'tutti plan',
    'tutti plan --json',
    'tutti plan --from plan.json',
  ])
    .option(
      '--from <file>',
      'make the plan that this file of JSON holds: goal, parts; - reads standard input',
    )
    .action(
      kit.runner.run<[], { from?: string }>(async (context, _args, { from }) => {
        const host = await context.host();
        const plan = demand(
          from === undefined
            ? await host.call('plan.get', {})
            : await host.call('plan.make', await readPlan(context, from)),
        );
        context.print(plan, () => planText(plan, context.paints));
        return exitCodes.done;
      }),
    );
};

const readPlan = async ({ io }: CommandContext, from: string) => {
  const text = from === '-' ? await io.stdin() : await textOf(resolve(io.cwd, from));
  const parsed = newPlanSchema.safeParse(jsonOf(text, from));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  return failWith({
    code: 'bad_input',
    message: `${from}: ${field === '' ? '' : `${field}: `}${issue?.message ?? 'this is no plan'}`,
    remedy: 'It holds {"goal": "…", "parts": [{"name": "…", "files": ["…"]}]}.',
    field,
  });
};

const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return failWith({
      code: 'bad_input',
      message: error.message,
      remedy: 'Name a file that can be read.',
      field: 'from',
    });
  }
};

const jsonOf = (text: string, from: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return failWith({
      code: 'bad_input',
      message: `${from}: ${error.message}`,
      remedy: 'It has to be JSON.',
      field: 'from',
    });
  }
};
