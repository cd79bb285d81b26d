import { resolve } from 'node:path';
import type { RecordedNote } from '@contract/recording-notes.ts';
import { fail } from '@contract/result.ts';
import { recordingsOfProject } from '../../recording-file/find-recording.ts';
import { type CommandContext, demand, failWith, tokenOf } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { harmless } from '../paint.ts';
import { lookInto } from '../show-recording.ts';
import { command, type Kit } from './command-kit.ts';

export const addNotes = (kit: Kit): void => {
  command(kit, 'notes', 'List the notes that were written to moments of a run.', [
    'tutti notes',
    'tutti notes 12',
    'tutti notes run-12.tutti --json',
  ])
    .argument('[what]', 'the number of a run, or a .tutti file; the last run when it is not given')
    .action(
      kit.runner.run<[string | undefined], object>(async (context, [what]) => {
        const { io } = context;
        if (tokenOf(io)) failWith(fail('refused', 'Notes are the person’s.', 'Ask the person.').error);
        const file = await fileOf(context, what);
        const { notes } = demand(await lookInto(io, file));
        context.print(notes, () => notes.map(lineOf).join('') || 'There are no notes.\n');
        return exitCodes.done;
      }),
    );
};

const lineOf = ({ at, instance, text }: RecordedNote): string =>
  `${new Date(at).toLocaleString('sv')}  ${instance ?? 'the run'}\n${text
    .split('\n')
    .map((line) => `  ${harmless(line)}\n`)
    .join('')}`;

/** The recording that is meant: of a run of the project, or a file. */
export const fileOf = async (context: CommandContext, what: string | undefined): Promise<string> => {
  const { io } = context;
  if (what !== undefined && !/^\d{1,9}$/.test(what)) return resolve(io.cwd, what);
  const { root } = await context.project();
  const runs = recordingsOfProject(root, io.env);
  const found = what === undefined ? runs[0] : runs.find(({ run }) => run === Number(what));
  if (found !== undefined) return found.file;
  const missing = what === undefined ? `${root} has no recording yet.` : `Run ${what} has no recording.`;
  return failWith(fail('not_found', missing, 'See what there is: tutti runs', { field: 'run' }).error);
};
