import { type CsvTable, csvTables, reportCsv } from '@contract/run-report-csv.ts';
import { Option } from 'commander';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { comparisonText } from '../show-comparison.ts';
import { reportText, runsTable } from '../show-runs.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

export const addRuns = (kit: Kit): void => {
  command(kit, 'runs', 'List the runs of the project, the newest first.', [
    'tutti runs',
    'tutti runs --json',
  ]).action(
    kit.runner.run<[], object>(async (context) => {
      const host = await context.host();
      const recordings = new Map(
        demand(await host.call('recordings.list', {})).map((line) => [line.run, line]),
      );
      const runs = demand(await host.call('runs.overview', {})).map((line) => {
        const known = recordings.get(line.run);
        const recording = known === undefined ? null : { bytes: known.bytes, protected: known.protected };
        return { ...line, recording };
      });
      context.print(runs, () => runsTable(runs, context.paints));
      return exitCodes.done;
    }),
  );
};

export const addAnalyze = (kit: Kit): void => {
  command(kit, 'analyze', 'Tell what a run’s time went to.', [
    'tutti analyze',
    'tutti analyze 12',
    'tutti analyze 12 --csv > instances.csv',
    'tutti analyze 12 --csv path',
    'tutti analyze 12 --json',
  ])
    .argument('[run]', 'its number, as tutti runs lists it; the last when it is not given', wholeNumber(1))
    .addOption(new Option('--csv [table]', 'one of its tables as CSV').choices(csvTables).preset('instances'))
    .action(
      kit.runner.run<[number | undefined], { csv?: CsvTable }>(async (context, [run], { csv }) => {
        const host = await context.host();
        const report = demand(await host.call('runs.analyze', run === undefined ? {} : { run }));
        if (csv !== undefined) context.io.out(reportCsv(report, csv));
        else context.print(report, () => reportText(report, context.paints));
        return exitCodes.done;
      }),
    );
};

export const addCompare = (kit: Kit): void => {
  command(kit, 'compare', 'Compare two runs, task by task, and tell where they part.', [
    'tutti compare 11 12',
    'tutti compare 11 12 --json',
  ])
    .argument('<left>', 'the number of a run', wholeNumber(1))
    .argument('<right>', 'the number of another', wholeNumber(1))
    .action(
      kit.runner.run<[number, number], object>(async (context, [left, right]) => {
        const host = await context.host();
        const compared = demand(await host.call('runs.compare', { left, right }));
        context.print(compared, () => comparisonText(compared, context.paints));
        return exitCodes.done;
      }),
    );
};
