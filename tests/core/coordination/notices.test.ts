import type { EventDraft } from '@contract/events.ts';
import { expect, test } from 'vitest';
import { noticeFacts } from '../../../src-main/core/coordination/stored-facts.ts';
import type { Crew } from '../../../src-main/core/hierarchy/crew.ts';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

/** What of a crew the facts are made of: the view and who is there. */
const crewOf = ({ store }: Stage): Crew =>
  ({
    ports: { store },
    ledger: { view: store.view() },
    run: 1,
    instance: (id: string) => store.view().instances[id],
  }) as unknown as Crew;

test('a notice of Tutti’s own is numbered, handed over as a message from it, and can not be answered', async () => {
  const stage = await openStage([{ ...hooked, submit: { envelope: 'header' } }]);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  const facts = noticeFacts(crewOf(stage), [
    { to: 'exec_1', text: 'src/a.ts is yours', priority: 'high' },
    { to: 'spec_9', text: 'nobody is there' },
    { to: 'person', text: 'all is well' },
  ]);
  stage.store.commit(
    facts.map((fact) => ({ actor: { kind: 'tutti' }, run: 1, cause: null, ...fact }) as EventDraft),
  );
  const next = await stage.reborn();
  expect((await next.must('view.get', {})).messages.flat()).toMatchObject([
    { id: 'msg_1', from: 'tutti', to: 'exec_1', priority: 'high', state: 'delivering' },
    { id: 'msg_2', from: 'tutti', to: 'person', state: 'accepted' },
  ]);
  expect(next.terminals.paneOf('exec_1').received[0]).toBe('paste:[msg_1 from tutti]\nsrc/a.ts is yours');
  const inbox = await next.must('messages.get', { message: 'msg_1' }, next.as('exec_1'));
  expect(inbox.text).toBe('src/a.ts is yours');
  const answer = await next.call('messages.send', { to: 'mgr_1', text: 'thanks' }, next.as('exec_1'));
  expect(answer).toMatchObject({ ok: false, error: { message: expect.not.stringContaining('tutti') } });
});
