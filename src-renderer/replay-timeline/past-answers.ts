import type { TuttiEvent } from '@contract/events.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { type VerbName, type VerbOutput, type VerbParsed, verbs } from '@contract/verbs.ts';
import { messageOf, type View } from '@contract/view.ts';
import type { TuttiClient } from '../connection/client.ts';
import { EventPages } from './event-pages.ts';
import { PastEvents } from './past-events.ts';
import { decisionKinds, decisionsIn, knowledgeIn, knowledgeKinds } from './past-knowledge.ts';
import { PastViews } from './past-views.ts';

/** What a recording tells of any moment. */
export interface Past {
  readonly pages: EventPages;
  readonly views: PastViews;
  readonly events: PastEvents;
}

export const pastOf = (client: Pick<TuttiClient, 'call'>, run: number): Past => {
  const pages = new EventPages(client, run);
  return { pages, views: new PastViews(client, run, pages), events: new PastEvents(client, run) };
};

type Answers = {
  readonly [V in VerbName]?: (past: Past, view: View, input: VerbParsed<V>) => Promise<Result<VerbOutput<V>>>;
};

const then = <A, B>(result: Result<A>, make: (value: A) => Result<B>): Result<B> =>
  result.ok ? make(result.value) : result;

const fits =
  ({ run, instance, after }: VerbParsed<'events.list'>) =>
  (event: TuttiEvent): boolean =>
    event.seq > after &&
    (run === undefined || event.run === run) &&
    (instance === undefined || ('id' in event.data && event.data.id === instance));

const eventsUpTo = async (
  { pages }: Past,
  { seq }: View,
  { after, limit }: VerbParsed<'events.list'>,
): Promise<Result<TuttiEvent[]>> => {
  const found: TuttiEvent[] = [];
  for (let last: number | null = after; last !== null && last < seq && found.length < limit; ) {
    const page: Awaited<ReturnType<EventPages['after']>> = await pages.after(last);
    if (!page.ok) return page;
    found.push(...page.value.events.filter((event) => event.seq <= seq));
    last = page.value.next;
  }
  return ok(found);
};

const listEvents = async (
  past: Past,
  view: View,
  input: VerbParsed<'events.list'>,
): Promise<Result<TuttiEvent[]>> => {
  const { kinds, newest, limit } = input;
  const ordered = (events: readonly TuttiEvent[]): Result<TuttiEvent[]> => {
    const wanted = events.filter(fits(input));
    return ok((newest ? wanted.toReversed() : wanted).slice(0, limit));
  };
  if (kinds !== undefined)
    // Checked against the kinds that there are.
    return then(await past.events.upTo(view.seq, kinds as TuttiEvent['kind'][]), ordered);
  if (!newest) return then(await eventsUpTo(past, view, input), ordered);
  return then(await past.pages.newest(view.seq, limit), (events) => ok(events.filter(fits(input))));
};

/** What is asked of a project, and is in its recording: answered as of the moment that `view` is of. */
const answers: Answers = {
  'view.get': async (_past, view) => ok(view),
  'events.list': listEvents,
  'messages.get': async ({ events }, view, { message }) => {
    const known = messageOf(view, message);
    return then(await events.upTo(view.seq, ['message.stored']), (stored) => {
      const told = stored.find((event) => event.kind === 'message.stored' && event.data.message === message);
      return known === undefined || told?.kind !== 'message.stored'
        ? fail('not_found', `there is no message ${message} at this moment`, 'Go on to a later one.', {
            field: 'message',
          })
        : ok({ ...known, text: told.data.text });
    });
  },
  'knowledge.get': async ({ events }, { seq }, input) =>
    then(await events.upTo(seq, knowledgeKinds), (all) => knowledgeIn(all, input)),
  'decisions.list': async ({ events }, { seq }, input) =>
    then(await events.upTo(seq, decisionKinds), (all) => ok(decisionsIn(all, input))),
  'instances.setUp': async ({ events }, view, { id }) =>
    then(await events.upTo(view.seq, ['instance.setUp']), (all) => {
      const told = all.findLast((event) => event.kind === 'instance.setUp' && event.data.id === id);
      const report = told?.kind === 'instance.setUp' ? told.data : null;
      return ok({ setUp: view.instances[id]?.setUp ?? null, report, live: null });
    }),
  // A recording has no app whose preferences could be shown.
  'host.preferences': async () => ok(null),
};

/** Null: what the verb tells is not recorded. Errors: as of the verb, and `bad_input`. */
export const answerOfPast = async (
  past: Past,
  moment: number,
  verb: VerbName,
  input: unknown,
): Promise<Result<unknown> | null> => {
  // Each is of its own verb, which the compiler can't follow here.
  const answer = answers[verb] as
    | ((past: Past, view: View, input: unknown) => Promise<Result<unknown>>)
    | undefined;
  if (answer === undefined) return null;
  const parsed = verbs[verb].input.safeParse(input);
  if (!parsed.success) return fail('bad_input', parsed.error.message, 'Ask for something that there can be.');
  const view = await past.views.at(moment);
  return view.ok ? answer(past, view.value, parsed.data) : view;
};
