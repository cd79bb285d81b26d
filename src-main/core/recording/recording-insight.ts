import type { recordingVerbs } from '@contract/recording-verbs.ts';
import { ok, type Result } from '@contract/result.ts';
import type { RecordingReader } from '../ports/recordings.ts';
import type { Rooms } from '../room.ts';
import { addScreens } from './add-screens.ts';
import { reportInParts } from './analysis/analyze-run.ts';
import { EventIndex } from './analysis/event-index.ts';
import { RunGatherer } from './analysis/gather-run.ts';
import { allAtOnce } from './analysis/in-parts.ts';
import type { RunFacts } from './analysis/run-facts.ts';
import { whySubject } from './analysis/why-failed.ts';

/** Events asked of the reader's thread at a time. */
const page = 5000;

/** A recording's run put together, up to its end or the last that is recorded. */
const gather = async (
  reader: RecordingReader,
  run: number,
): Promise<Result<{ readonly facts: RunFacts; readonly index: EventIndex }>> => {
  const gatherer = new RunGatherer(run);
  const index = new EventIndex();
  let after = 0;
  let until = 0;
  for (;;) {
    const events = await reader.events({ after, limit: page });
    if (!events.ok) return events;
    for (const event of events.value) {
      until = Math.max(until, event.at);
      // A recording has what happened beside the run, too.
      if (event.run !== run) continue;
      gatherer.take(event);
      index.take(event);
    }
    const last = events.value.at(-1);
    if (last === undefined || events.value.length < page) break;
    after = last.seq;
  }
  return ok({ facts: gatherer.facts(until), index });
};

type Reading = <T>(run: number, read: (reader: RecordingReader) => Promise<Result<T>>) => Promise<Result<T>>;

/** What is reckoned from a recording alone, as it is from a project's log. */
export const recordingInsight = (
  reading: Reading,
): Pick<Rooms<keyof typeof recordingVerbs>, 'recordings.analyze' | 'recordings.why'> => ({
  'recordings.analyze': (_caller, { run }) =>
    reading(run, async (reader) => {
      const gathered = await gather(reader, run);
      return gathered.ok ? ok(allAtOnce(reportInParts(gathered.value.facts))) : gathered;
    }),
  'recordings.why': (_caller, asked) =>
    reading(asked.run, async (reader) => {
      const gathered = await gather(reader, asked.run);
      if (!gathered.ok) return gathered;
      const why = whySubject(gathered.value.facts, gathered.value.index, asked);
      return why.ok && asked.screens === true ? ok(await addScreens(reader, why.value)) : why;
    }),
});
