import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SearchHit } from '@contract/recording-search.ts';
import { TuttiFailure } from '@contract/result.ts';
import { emptyView } from '@contract/view.ts';
import { expect, onTestFinished, test } from 'vitest';
import { recordingsIn } from '../../../../src-main/adapters/recording/reading/recordings-in.ts';
import { RecordingWriter } from '../../../../src-main/adapters/recording/recording-writer.ts';
import { OpenRecordings } from '../../../../src-main/core/recording/open-recordings.ts';
import { recordingRooms } from '../../../../src-main/core/recording/recording-rooms.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { person } from '../../../support/stage.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { readersHere } from '../readers-here.ts';
import { output, startedAt } from '../support.ts';

/** The rooms over recordings of runs 1 to 3, each with ten lines, and of a fourth that is none. */
const roomsOver = () => {
  const folder = tempFolder();
  for (const run of [1, 2, 3]) {
    const head = { run, title: '', project: '', version: '0', startedAt, after: 0, view: emptyView };
    const writer = new RecordingWriter({ ...head, file: join(folder, `run-${run}.tutti`) }, () => startedAt);
    writer.put('exec_1', startedAt, { kind: 'blank', size: { cols: 80, rows: 24 } });
    for (let line = 0; line < 10; line += 1)
      writer.put('exec_1', startedAt + line * 100, output(`line ${line} of ${run}\r\n`));
    writer.end(startedAt + 5000);
    writer.close();
  }
  writeFileSync(join(folder, 'run-4.tutti'), 'nothing of the kind');
  const clock = new ManualClock();
  const recordings = recordingsIn(folder, readersHere());
  const open = new OpenRecordings({ clock, recordings });
  onTestFinished(() => open.stop());
  const rooms = recordingRooms({ clock, recordings, store: { runs: () => [] } as never }, open);
  return (asked: { text: string; run?: number; kind?: 'regex'; limit?: number; after?: string }) =>
    rooms['recordings.search'](person, { kind: 'words', limit: 100, ...asked });
};

test('all runs are searched, the newest first, in pages that neither leave out nor repeat', async () => {
  const search = roomsOver();
  const whole = await search({ text: 'line' });
  if (!whole.ok) throw new TuttiFailure(whole.error);
  expect(whole.value.hits.map(({ run }) => run)).toEqual([3, 2, 1].flatMap((run) => Array(10).fill(run)));
  expect(whole.value).toMatchObject({ total: 30, more: false, skipped: [{ run: 4 }] });
  for (const limit of [1, 7, 10]) {
    const hits: SearchHit[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const page = await search({ text: 'line', limit, ...(after === undefined ? {} : { after }) });
      if (!page.ok) throw new TuttiFailure(page.error);
      hits.push(...page.value.hits);
      ({ after, more } = page.value);
    }
    expect(hits).toEqual(whole.value.hits);
  }
});

test('one run is searched by an expression, too; mistakes name their field', async () => {
  const search = roomsOver();
  expect(await search({ text: 'line [3-5] of', kind: 'regex', run: 2 })).toMatchObject({
    ok: true,
    value: { total: 3, hits: [{ run: 2 }, { run: 2 }, { run: 2 }] },
  });
  const field = (name: string) => ({ ok: false, error: { code: 'bad_input', field: name } });
  expect(await search({ text: 'line', kind: 'regex' })).toMatchObject(field('run'));
  expect(await search({ text: '...' })).toMatchObject(field('text'));
  expect(await search({ text: 'line', after: 'nowhere' })).toMatchObject(field('after'));
  expect(await search({ text: 'line', run: 1, after: 'nowhere' })).toMatchObject(field('after'));
  expect(await search({ text: 'line', run: 9 })).toMatchObject({
    error: { code: 'not_found', field: 'run' },
  });
});
