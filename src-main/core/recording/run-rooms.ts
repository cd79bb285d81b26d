import type { EventKind } from '@contract/events.ts';
import { ok } from '@contract/result.ts';
import type { runInsightVerbs } from '@contract/run-insight-verbs.ts';
import type { RunLine } from '@contract/run-reports.ts';
import { timelinePage } from '@contract/timeline-facts.ts';
import type { Run } from '@contract/view.ts';
import type { Ledger } from '../ledger.ts';
import type { ProjectPorts } from '../project-ports.ts';
import type { Rooms } from '../room.ts';
import { lineOfRun, reportInParts } from './analysis/analyze-run.ts';
import { type Compared, compareRuns } from './analysis/compare-runs.ts';
import { oneByOne } from './analysis/in-parts.ts';
import { tracesOf } from './analysis/otlp.ts';
import type { RunFacts } from './analysis/run-facts.ts';
import { answerWhy } from './answer-why.ts';
import { KeepGathered } from './keep-gathered.ts';
import type { OpenRecordings } from './open-recordings.ts';
import { pauseEvery, RunReader } from './read-run.ts';
import { answerExamples, type Gathered } from './training/answer-examples.ts';

/** Spans of one answer: some 2 MB of text, which is made in a few ten milliseconds. */
const spansOfPart = 3000;

/** Events looked at for one page of a timeline: they are read out of the log in some 15 ms, in which nobody else has a turn. */
const timelineEvents = 1000;

/** All that a run's line tells of. */
const kindsOfLine: readonly EventKind[] = [
  'run.started',
  'run.ended',
  'instance.spawned',
  'task.created',
  'task.assigned',
  'task.started',
  'task.reopened',
  'task.completed',
  'task.failed',
  'task.cancelled',
  'merge.queued',
  'merge.merged',
  'merge.undone',
];

export const runInsightRooms = ({
  ports,
  ledger,
  open,
}: {
  readonly ports: ProjectPorts;
  readonly ledger: Pick<Ledger, 'view'>;
  /** Recordings that are being looked at. */
  readonly open: Pick<OpenRecordings, 'get'>;
}): Rooms<Exclude<keyof typeof runInsightVerbs, 'runs.sendSpans'>> => {
  const reader = new RunReader(ports);
  const spans = new KeepGathered<RunFacts>(ports.clock);
  const examples = new KeepGathered<Gathered>(ports.clock);
  const look = async (run: Run): Promise<Compared> => {
    const facts = await reader.gather(run);
    return { facts, report: await oneByOne(reportInParts(facts), pauseEvery(ports.clock)) };
  };
  return {
    'runs.overview': async () => {
      const lines: RunLine[] = [];
      for (const run of reader.runs.toSorted((a, b) => b.run - a.run))
        lines.push(lineOfRun(await reader.gather(run, kindsOfLine)));
      return ok(lines);
    },
    'runs.timeline': (_caller, { run, after }) => {
      const events = ports.store.events({ after, run, limit: timelineEvents + 1, newest: false });
      return ok(timelinePage({ run, after, most: timelineEvents }, events));
    },
    'runs.why': (caller, input) => answerWhy({ reader, open }, ledger.view, caller, input),
    'runs.spans': async (_caller, input) => {
      const run = reader.pick(input.run);
      if (!run.ok) return run;
      const of = { project: ports.ground().marker, version: ports.host.version };
      const part = { from: input.from, limit: spansOfPart };
      const facts = await spans.get(String(run.value.run), input.from === 0, () => reader.gather(run.value));
      const { traces, spans: count, next } = tracesOf(facts, of, part);
      return ok({ run: run.value.run, json: JSON.stringify(traces), spans: count, next });
    },
    'runs.examples': (_caller, input) =>
      answerExamples(ports, { reader, examples }, ledger.view.trusted, input),
    'runs.analyze': async (_caller, input) => {
      const run = reader.pick(input.run);
      return run.ok ? ok((await look(run.value)).report) : run;
    },
    'runs.compare': async (_caller, input) => {
      const left = reader.pick(input.left, 'left');
      if (!left.ok) return left;
      const right = reader.pick(input.right, 'right');
      if (!right.ok) return right;
      return ok(compareRuns(await look(left.value), await look(right.value)));
    },
  };
};
