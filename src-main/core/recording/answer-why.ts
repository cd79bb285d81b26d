import { fail, ok, type Result } from '@contract/result.ts';
import type { Why } from '@contract/run-why.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import { pickReadable } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';
import { addScreens } from './add-screens.ts';
import { EventIndex } from './analysis/event-index.ts';
import { RunGatherer } from './analysis/gather-run.ts';
import { whySubject } from './analysis/why-failed.ts';
import type { OpenRecordings } from './open-recordings.ts';
import type { RunReader } from './read-run.ts';

type Asked = VerbParsed<'runs.why'>;

const seesAll = (view: View, caller: Caller): boolean =>
  caller.kind === 'person' || view.instances[caller.id]?.role === 'executive';

/** A manager sees its own part of the run: all of it is the executive's to look at. */
const mayAsk = (view: View, caller: Caller, { run, instance, task, merge }: Asked): Result<void> => {
  if (seesAll(view, caller)) return ok(undefined);
  if (run !== undefined && run !== view.run?.run)
    return fail('refused', 'you may ask about this run only', 'Leave the run out.', { field: 'run' });
  if (instance !== undefined) {
    const found = pickReadable(view, caller, instance);
    return found.ok ? ok(undefined) : { ok: false, error: { ...found.error, field: 'instance' } };
  }
  if (task !== undefined || merge !== undefined) return ok(undefined);
  return fail('refused', 'all of a run is the executive’s to ask about', 'Name a task or an instance.');
};

/** Why something failed, from the log; with what was recorded of the screens, where that is asked for. */
export const answerWhy = async (
  { reader, open }: { readonly reader: RunReader; readonly open: Pick<OpenRecordings, 'get'> },
  view: View,
  caller: Caller,
  asked: Asked,
): Promise<Result<Why>> => {
  const may = mayAsk(view, caller, asked);
  if (!may.ok) return may;
  const run = reader.pick(asked.run);
  if (!run.ok) return run;
  const index = new EventIndex();
  const gatherer = new RunGatherer(run.value.run);
  await reader.read(run.value.run, (event) => {
    gatherer.take(event);
    index.take(event);
  });
  const facts = gatherer.facts(reader.presentOf(run.value));
  const why = whySubject(facts, index, asked);
  if (!why.ok || asked.screens !== true) return why;
  // A run that was not recorded has no screens; what happened is told all the same.
  const recording = await open.get(run.value.run);
  if (!recording.ok) return why;
  const maySee = (instance: string): boolean =>
    seesAll(view, caller) || pickReadable(view, caller, instance).ok;
  return ok(await addScreens(recording.value, why.value, maySee));
};
