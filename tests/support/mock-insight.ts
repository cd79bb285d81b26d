import { stripVTControlCharacters } from 'node:util';
import { fail, ok, type Result } from '@contract/result.ts';
import type { RunReport } from '@contract/run-reports.ts';
import type { Why, WhySubject } from '@contract/run-why.ts';
import { remainsOf } from '../../src-main/core/distribution/remaining.ts';
import { analyzeRun, lineOfRun } from '../../src-main/core/recording/analysis/analyze-run.ts';
import { compareRuns } from '../../src-main/core/recording/analysis/compare-runs.ts';
import { EventIndex } from '../../src-main/core/recording/analysis/event-index.ts';
import { gatherRun } from '../../src-main/core/recording/analysis/gather-run.ts';
import { whySubject } from '../../src-main/core/recording/analysis/why-failed.ts';
import { terminalScreen } from './mock-data.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

/** What stood on the screens, of those that the tape knows. */
const withScreens = (why: Why, { view: { instances } }: EventTape): Why => ({
  ...why,
  failures: why.failures.map((failure) => ({
    ...failure,
    chain: failure.chain.map((step, at) => {
      const of = instances[step.about ?? ''];
      if (of === undefined || at > 1) return step;
      const lines = stripVTControlCharacters(terminalScreen(of)).split(/\r?\n/);
      return { ...step, screen: { instance: of.id, lines, exact: true } };
    }),
  })),
});

/** What is reckoned from events is reckoned from the tape, as a real host does. There is a run before it, which went the same way. */
export const insightHandlers = (tape: EventTape): Handlers => {
  const current = (): number => tape.view.run?.run ?? 0;
  const gathered = (run: number) => {
    const facts = gatherRun(current(), tape.events, Date.now());
    return { ...facts, run };
  };
  const analyze = (run = current()): Result<RunReport> =>
    ok({ ...analyzeRun(current(), tape.events, Date.now()), run });
  const why = (asked: WhySubject & { screens?: boolean | undefined }): Result<Why> => {
    const index = new EventIndex();
    for (const event of tape.events) index.take(event);
    const answer = whySubject(gathered(current()), index, asked);
    return answer.ok && asked.screens === true ? ok(withScreens(answer.value, tape)) : answer;
  };
  const side = (run: number) => {
    const report = analyze(run);
    if (!report.ok) throw new Error(report.error.message);
    return { facts: gathered(run), report: report.value };
  };
  return {
    'runs.overview': () =>
      ok(tape.view.run === null ? [] : [current(), current() - 1].map((run) => lineOfRun(gathered(run)))),
    'runs.analyze': ({ run }) => analyze(run),
    'runs.why': (asked) => why(asked as WhySubject & { screens?: boolean }),
    'runs.compare': ({ left, right }) => ok(compareRuns(side(left), side(right))),
    'runs.remaining': ({ run, at = null }) => {
      const remains = remainsOf(tape.view, at === null);
      return ok({
        ...{ run, at, goal: remains.goal, profiles: remains.profiles, done: remains.done.length },
        title: `${remains.title} (from run ${run})`,
        parts: remains.filled.parts.map(({ name }) => name),
        tasks: remains.tasks.map(({ id, title, state, part }) => ({ task: id, title, state, part })),
      });
    },
    'runs.rerun': () => fail('wrong_state', '14 instances are live', 'Terminate them first.'),
    'recordings.analyze': ({ run }) => analyze(run),
    'recordings.why': (asked) => why(asked as WhySubject & { screens?: boolean }),
  };
};
