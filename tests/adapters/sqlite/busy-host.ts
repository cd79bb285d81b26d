import { acquireHostLock } from '../../../src-main/adapters/sqlite/host-lock.ts';
import { openStore } from '../../../src-main/adapters/sqlite/open-store.ts';

// A host that writes as fast as it can and says after each commit which event is safe. It is killed in the midst of it.
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const [file = '', lock = ''] = process.argv.slice(2);
const held = acquireHostLock(lock);
const opened = openStore(file, { now: Date.now, log: quiet });
if (!held.ok || !opened.ok) throw new Error('the host could not begin');
const { store } = opened.value;
const base = { actor: { kind: 'tutti' }, run: 1, cause: null } as const;
store.commit([{ ...base, kind: 'run.started', data: { run: 1, title: '' } }]);
const say = (seq: number): void => {
  process.stdout.write(`${seq}\n`);
};
for (let number = 1; ; number += 1) {
  const message = `msg_${number}`;
  const text = 'text '.repeat(number % 500);
  const data = { message, from: 'person', to: 'exec_1', text, replyTo: null } as const;
  const accepted = { message, to: 'exec_1', witness: 'hook', how: 'test' } as const;
  const events = store.commit([
    { ...base, kind: 'message.stored', data },
    { ...base, kind: 'message.accepted', data: accepted },
  ]);
  say(events.at(-1)?.seq ?? 0);
}
