import { ok, type Result } from '@contract/result.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { Run } from '@contract/view.ts';
import type { ProjectPorts } from '../../project-ports.ts';
import { RunGatherer } from '../analysis/gather-run.ts';
import type { RunFacts } from '../analysis/run-facts.ts';
import type { KeepGathered } from '../keep-gathered.ts';
import { pauseEvery, type RunReader } from '../read-run.ts';
import { diffOf } from './example-diff.ts';
import { transcriptOf } from './example-transcript.ts';
import { Conversations } from './gather-conversations.ts';
import { makeExample, outcomeOf, type Worked, workedOn } from './make-example.ts';

type Asked = VerbParsed<'runs.examples'>;

/** An answer ends after so much text (UTF-16 units), or so many examples: a door carries some MB at once. */
const mostText = 2_000_000;
const mostExamples = 50;

const wanted = (facts: RunFacts, { outcomes }: Asked): Worked[] =>
  [...facts.tasks.values()]
    .flatMap((task) => workedOn(task, facts) ?? [])
    .filter(({ attempt }) => outcomes === undefined || outcomes.includes(outcomeOf(attempt)));

const countBy = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};

/** What all parts of an answer are made from. */
export interface Gathered {
  readonly facts: RunFacts;
  readonly conversations: Conversations;
}

const gather = async (reader: RunReader, run: Run): Promise<Gathered> => {
  const gatherer = new RunGatherer(run.run);
  const conversations = new Conversations();
  await reader.read(run.run, (event) => {
    gatherer.take(event);
    conversations.take(event);
  });
  return { facts: gatherer.facts(reader.presentOf(run)), conversations };
};

/** A part of a run's tasks as training examples. */
export const answerExamples = async (
  ports: ProjectPorts,
  { reader, examples }: { readonly reader: RunReader; readonly examples: KeepGathered<Gathered> },
  trusted: boolean,
  asked: Asked,
): Promise<Result<VerbOutput<'runs.examples'>>> => {
  const run = reader.pick(asked.run);
  if (!run.ok) return run;
  const { facts, conversations } = await examples.get(String(run.value.run), asked.from === 0, () =>
    gather(reader, run.value),
  );
  const all = wanted(facts, asked);
  const pause = pauseEvery(ports.clock);
  const masked: string[] = [];
  const lines: string[] = [];
  let text = 0;
  let at = asked.from;
  for (; at < all.length && lines.length < mostExamples && text < mostText; at++) {
    const worked = all[at];
    if (worked === undefined) break;
    const transcript = await transcriptOf(ports, trusted, worked, facts, conversations);
    const { diff, cut } = await diffOf(ports.branches, worked, facts, conversations);
    const found = { transcript, diff, diffCut: cut };
    const how = { form: asked.form, mask: asked.mask ? masked : null };
    const line = JSON.stringify(makeExample(worked, facts, conversations, found, how));
    lines.push(line);
    text += line.length;
    await pause();
  }
  return ok({ run: run.value.run, lines, masked: countBy(masked), next: at < all.length ? at : null });
};
