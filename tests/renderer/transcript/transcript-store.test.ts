import { fail } from '@contract/result.ts';
import { expect, test } from 'vitest';
import { createTranscriptStore, keptLimit } from '../../../src-renderer/transcript/transcript-store.ts';
import { entry, sampleHost } from './sample-transcript.ts';

const opened = async (count: number, around: string | null = null) => {
  const { host, client } = sampleHost(count);
  const store = createTranscriptStore(client, 'spec_1');
  await store.open(around === null ? null : { around, near: null });
  const ends = () => [store.get().entries[0]?.index, store.get().entries.at(-1)?.index];
  return { host, store, ends };
};

test('opens at the end, and grows page by page to the beginning', async () => {
  const { store, ends } = await opened(500);
  expect(ends()).toEqual([300, 499]);
  await store.loadOlder();
  await store.loadOlder();
  expect(ends()).toEqual([0, 499]);
  expect(store.get()).toMatchObject({ older: false, newer: false, total: 500 });
  await store.loadOlder();
  expect(ends()).toEqual([0, 499]);
});

test('opens around what is asked for, and grows both ways without a gap', async () => {
  const { store, ends } = await opened(1000, 'text 500');
  expect(store.get().opened?.found).toEqual({ index: 500, by: 'name' });
  await store.loadNewer();
  await store.loadOlder();
  const [first, last] = ends();
  expect([first, last]).toEqual([201, 800]);
  expect(store.get().entries.map(({ index }) => index)).toEqual(
    Array.from({ length: 600 }, (_, n) => 201 + n),
  );
});

test('what is asked for and is not there is known as missing, beside the end', async () => {
  const { store, ends } = await opened(300, 'nowhere');
  expect(store.get().opened).toEqual({ place: { around: 'nowhere', near: null }, found: null });
  expect(ends()).toEqual([100, 299]);
});

test('what the agent adds is taken while the end is shown, and left while it is not', async () => {
  const { host, store, ends } = await opened(300);
  host.entries.push(entry(300, 'said'), entry(301, 'said'));
  await store.refresh();
  expect(ends()).toEqual([100, 301]);
  await store.open({ around: 'text 20', near: null });
  host.entries.push(entry(302, 'said'));
  const asked = host.asked.length;
  await store.refresh();
  expect(host.asked.length).toBe(asked);
});

test('one that was far behind is at its new end', async () => {
  const { host, store, ends } = await opened(10);
  for (let index = 10; index < 3000; index++) host.entries.push(entry(index, 'said'));
  await store.refresh();
  expect(ends()).toEqual([2800, 2999]);
  expect(store.get()).toMatchObject({ newer: false, older: true });
});

test('another conversation, or a shorter file, takes the place of what was shown', async () => {
  const { host, store, ends } = await opened(300);
  host.session = 'another';
  host.entries.splice(5);
  await store.refresh();
  expect(ends()).toEqual([0, 4]);
  host.entries.splice(2);
  await store.refresh();
  expect(ends()).toEqual([0, 1]);
});

test('an entry is gone to with what stands around it; one that is loaded asks nothing', async () => {
  const { host, store, ends } = await opened(1000);
  await store.goTo(200);
  expect(ends()).toEqual([100, 299]);
  expect(store.get()).toMatchObject({ older: true, newer: true });
  const asked = host.asked.length;
  await store.goTo(150);
  expect(host.asked.length).toBe(asked);
});

test('of some kinds only those are asked for, and all again where a place is wanted', async () => {
  const { store, ends } = await opened(1000);
  await store.setKinds(['said']);
  expect(ends()).toEqual([601, 999]);
  await store.loadOlder();
  expect(ends()).toEqual([201, 999]);
  await store.open({ around: 'text 500', near: null });
  expect(store.get()).toMatchObject({ kinds: null, opened: { found: { index: 500 } } });
});

test('an answer to what was asked before counts no more', async () => {
  const { host, store, ends } = await opened(1000);
  let letGo = (): void => undefined;
  host.held = new Promise((resolve) => {
    letGo = resolve;
  });
  const older = store.loadOlder();
  host.held = null;
  await store.goTo(100);
  letGo();
  await older;
  expect(ends()).toEqual([0, 199]);
});

test('no more is kept than anyone scrolls through, and what was let go comes again', async () => {
  const { store, ends } = await opened(keptLimit + 1000);
  for (let page = 0; page * 200 < keptLimit + 1000; page++) await store.loadOlder();
  expect(ends()).toEqual([0, keptLimit - 1]);
  expect(store.get().newer).toBe(true);
  await store.loadNewer();
  expect(ends()).toEqual([200, keptLimit + 199]);
  expect(store.get().older).toBe(true);
});

test('a failure is shown, but a line that is being mended leaves what is there; the next look begins anew', async () => {
  const { host, store, ends } = await opened(300);
  host.failure = fail('no_host', 'gone', 'wait');
  await store.refresh();
  expect(store.get()).toMatchObject({ phase: 'shown', error: null });
  host.failure = fail('not_found', 'the file is gone', '');
  await store.refresh();
  expect(store.get()).toMatchObject({ phase: 'failed', error: { code: 'not_found' } });
  host.failure = null;
  await store.refresh();
  expect(ends()).toEqual([100, 299]);
  expect(store.get()).toMatchObject({ phase: 'shown', error: null });
});
