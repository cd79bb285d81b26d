import { ok } from '@contract/result.ts';
import { timelinePage } from '@contract/timeline-facts.ts';
import { analyzeRun, lineOfRun } from '../../src-main/core/recording/analysis/analyze-run.ts';
import { gatherRun } from '../../src-main/core/recording/analysis/gather-run.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

/** What is reckoned from events is reckoned from the tape, as a real host does. */
export const insightHandlers = (tape: EventTape): Handlers => ({
  'runs.overview': () => {
    const run = tape.view.run?.run;
    return ok(run === undefined ? [] : [lineOfRun(gatherRun(run, tape.events, Date.now()))]);
  },
  'runs.timeline': ({ run, after = 0 }) => {
    const later = tape.events.filter((event) => event.run === run && event.seq > after);
    return ok(timelinePage({ run, after, most: 1000 }, later));
  },
  'runs.analyze': ({ run = tape.view.run?.run ?? 0 }) => ok(analyzeRun(run, tape.events, Date.now())),
});
