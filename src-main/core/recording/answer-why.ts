import { fail, ok, type Result } from '@contract/result.ts';
import type { Why } from '@contract/run-why.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import { pickReadable } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';
import { EventIndex } from './analysis/event-index.ts';
import { RunGatherer } from './analysis/gather-run.ts';
import { whyInstance, whyMerge, whyRun, whyTask } from './analysis/why-failed.ts';
import type { RunReader } from './read-run.ts';

type Asked = VerbParsed<'runs.why'>;

/** A manager sees its own part of the run: all of it is the executive's to look at. */
const mayAsk = (view: View, caller: Caller, { run, instance, task, merge }: Asked): Result<void> => {
  if (caller.kind === 'person' || view.instances[caller.id]?.role === 'executive') return ok(undefined);
  if (run !== undefined && run !== view.run?.run)
    return fail('refused', 'you may ask about this run only', 'Leave the run out.', { field: 'run' });
  if (instance !== undefined) {
    const found = pickReadable(view, caller, instance);
    return found.ok ? ok(undefined) : { ok: false, error: { ...found.error, field: 'instance' } };
  }
  if (task !== undefined || merge !== undefined) return ok(undefined);
  return fail('refused', 'all of a run is the executive’s to ask about', 'Name a task or an instance.');
};

/** Why something failed, from the log. */
export const answerWhy = async (
  reader: RunReader,
  view: View,
  caller: Caller,
  asked: Asked,
): Promise<Result<Why>> => {
  const { task, instance, merge } = asked;
  const named = [task, instance, merge].filter((one) => one !== undefined);
  if (named.length > 1)
    return fail('bad_input', 'name one thing: a task, an instance or a merge', 'Ask about one at a time.', {
      field: instance === undefined || task === undefined ? 'merge' : 'instance',
    });
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
  if (task !== undefined) return whyTask(facts, index, task);
  if (instance !== undefined) return whyInstance(facts, index, instance);
  return merge === undefined ? ok(whyRun(facts, index)) : whyMerge(facts, index, merge);
};
