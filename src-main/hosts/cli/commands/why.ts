import { fail } from '@contract/result.ts';
import { whyMarkdown } from '@contract/why-markdown.ts';
import { demand, failWith } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { harmless } from '../paint.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface Subject {
  readonly task?: string;
  readonly instance?: string;
  readonly merge?: string;
  readonly run?: number;
}

/** What a word names: `task_3`, `spec_1_1`, `merge_2` or a run's number. */
const subjectOf = (word: string | undefined): Subject => {
  if (word === undefined) return {};
  if (/^task_/.test(word)) return { task: word };
  if (/^merge_/.test(word)) return { merge: word };
  if (/^(exec|mgr|spec)_/.test(word)) return { instance: word };
  if (/^[1-9]\d{0,14}$/.test(word)) return { run: Number(word) };
  return failWith(
    fail('bad_input', `${word} is no task, instance, merge or run`, 'Name one such as task_3 or spec_1_1.')
      .error,
  );
};

export const addWhy = (kit: Kit): void => {
  command(kit, 'why', 'Tell why something failed: the chain of events that led there, as markdown.', [
    'tutti why',
    'tutti why task_3',
    'tutti why spec_1_1',
    'tutti why merge_2 --run 11',
    'tutti why 11 > why.md',
  ])
    .argument(
      '[subject]',
      'a task, an instance, a merge, or a run’s number; the last run when it is not given',
    )
    .option('--no-screens', 'without what stood on the screens at each step')
    .option('--run <n>', 'the run it belongs to, when it is not the last', wholeNumber(1))
    .action(
      kit.runner.run<[string | undefined], { run?: number; screens: boolean }>(
        async (context, [word], { run, screens }) => {
          const asked = { screens, ...(run === undefined ? {} : { run }), ...subjectOf(word) };
          const host = await context.host();
          const why = demand(await host.call('runs.why', asked));
          context.print(why, () => harmless(whyMarkdown(why)));
          return exitCodes.done;
        },
      ),
    );
};
