import type { recordingVerbs } from '@contract/recording-verbs.ts';
import type { RecordingLine } from '@contract/recordings.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { type VerbName, type VerbOutput, verbs } from '@contract/verbs.ts';
import type { z } from 'zod';
import type { TuttiClient } from '../connection/client.ts';
import type { PageRecording } from './page-recording.ts';
import { unreadable } from './unreadable.ts';

/** All that reads a recording but the search, which needs an index, and what is reckoned from it, which a host does: a verb more, and this page has to answer it, too. */
type Answers = {
  readonly [V in Exclude<
    keyof typeof recordingVerbs,
    'recordings.search' | 'recordings.analyze' | 'recordings.why'
  >]: (input: never) => VerbOutput<V> | Promise<VerbOutput<V>>;
};

const lineOf = ({ index: { recording, bytes } }: PageRecording): RecordingLine => {
  const { run, title, begun, ended } = recording;
  // Nothing removes it.
  return { run, title, begun, ended, bytes, protected: true };
};

/** What a verb is asked with, its defaults filled in. */
type Asked<V extends VerbName> = z.output<(typeof verbs)[V]['input']>;

const answersOf = (page: PageRecording) =>
  ({
    'recordings.list': () => [lineOf(page)],
    'recordings.get': () => page.index.recording,
    'recordings.view': ({ moment }: Asked<'recordings.view'>) => page.events.viewAt(moment),
    'recordings.events': ({ after, limit, kinds }: Asked<'recordings.events'>) =>
      page.events.events(after, limit, kinds),
    'recordings.timeline': ({ run, after }: Asked<'recordings.timeline'>) => page.events.timeline(run, after),
    'recordings.step': ({ at, direction }: Asked<'recordings.step'>) => page.events.step(at, direction),
    'recordings.screen': async ({ instance, at }: Asked<'recordings.screen'>) =>
      (await page.terminal(instance)?.screenAt(at)) ?? null,
    'recordings.records': async ({ instance, from, bytes }: Asked<'recordings.records'>) =>
      (await page.terminal(instance)?.records(from ?? null, bytes)) ?? { items: [], next: null },
    'recordings.activity': ({ from, to, seconds }: Asked<'recordings.activity'>) =>
      Promise.all(page.terminals().map((terminal) => terminal.activity(from, to, seconds))),
  }) satisfies Answers;

const notSearched = fail(
  'unsupported',
  'A page can’t be searched: the index of what was shown is not in it.',
  'Have the recording itself exported (--format tutti), and open it with Tutti.',
);

const notThere = (verb: VerbName) =>
  verb === 'recordings.search'
    ? notSearched
    : fail('wrong_state', `What ${verb} tells is not in this page.`, 'Open the project in Tutti to see it.');

/** Answers what is asked of a recording from the page that carries it, as a host answers it of the file. */
export const createPageClient = (page: PageRecording): TuttiClient => {
  const answers: Readonly<Record<string, ((input: never) => unknown) | undefined>> = answersOf(page);
  const { run } = page.index.recording;
  const call = async (verb: VerbName, input: unknown): Promise<Result<unknown>> => {
    const answer = answers[verb];
    const asked = verbs[verb].input.safeParse(input);
    if (answer === undefined) return notThere(verb);
    if (!asked.success) return fail('bad_input', asked.error.message, 'Ask as the contract says.');
    const of = asked.data as { readonly run?: number };
    if (of.run !== undefined && of.run !== run)
      return fail('not_found', `This page has no run ${of.run}.`, `Ask for run ${run}.`, { field: 'run' });
    try {
      return ok(await answer(asked.data as never));
    } catch (error) {
      return { ok: false, error: unreadable(error) };
    }
  };
  return {
    // What each verb gives is held to the host's by a test.
    call: call as TuttiClient['call'],
    follow: () => ({ ack: () => undefined, cancel: () => undefined }),
    status: { kind: 'open' },
    onStatus: () => () => undefined,
    close: () => undefined,
  };
};
