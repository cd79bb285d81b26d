import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { bundled } from '../../support/bundle.ts';
import { readFlood } from './flood.ts';
import { allRecords, freshFile, readerOf } from './support.ts';

const program = bundled('tests/adapters/recording/flooding-host.ts', 'flooding-host.js');
const worker = bundled('src-main/adapters/recording/worker.ts', 'recording-worker.js');

interface Said {
  /** The last line known to be in the file. */
  safe: number;
  /** The last line handed over, and when each was. */
  put: number;
  readonly moments: Map<number, number>;
}

/** Runs the host on a file, kills it after so many lines that it said, and gives what it had said. */
const killedAfter = async (file: string, lines: number, first: number): Promise<Said> => {
  const args = [fileURLToPath(program()), file, fileURLToPath(worker()), String(first)];
  const host = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void host.kill('SIGKILL'));
  const exited = once(host, 'exit');
  const said: Said = { safe: first, put: first, moments: new Map() };
  let heard = 0;
  for await (const line of createInterface(host.stdout)) {
    if (!line.endsWith('}')) continue;
    const news = JSON.parse(line) as { safe?: number; put?: number; at?: number };
    said.safe = news.safe ?? said.safe;
    said.put = news.put ?? said.put;
    if (news.put !== undefined && news.at !== undefined) said.moments.set(news.put, news.at);
    heard += 1;
    if (heard === lines) host.kill('SIGKILL');
  }
  await exited;
  return said;
};

/** How long before its end the host had handed over the first line that is not in the file, in ms. */
const lostMs = ({ put, moments }: Said, last: number): number => {
  const firstLost = [...moments.keys()].find((number) => number > last) ?? put;
  return (moments.get(put) ?? 0) - (moments.get(firstLost) ?? 0);
};

test('killed thirty times in a flood, nothing acknowledged is lost, and nothing unreadable', {
  timeout: 300_000,
}, async () => {
  const file = freshFile();
  const losses: number[] = [];
  let first = 0;
  for (let kill = 0; kill < 30; kill += 1) {
    // Anywhere from the very start to some seconds, another place within a flush each time.
    const said = await killedAfter(file, 3 + ((kill * 97) % 400), first);
    const reader = readerOf(file);
    expect(reader.damage()).toEqual([]);
    for (const instance of ['exec_1', 'mgr_1_1']) {
      const texts: string[] = [];
      // Each host begins with a blank screen; what one before it said last may be cut off.
      for (const { record } of allRecords(reader, instance, 1_000_000)) {
        if (record.kind === 'blank') texts.push('');
        if (record.kind === 'output') texts[texts.length - 1] += new TextDecoder().decode(record.bytes);
      }
      const floods = texts.filter((text) => text !== '').map(readFlood);
      expect(floods.filter(({ holes }) => holes > 0)).toEqual([]);
      const latest = floods.at(-1);
      const last = latest !== undefined && latest.first === first + 1 ? latest.last : first;
      expect(last).toBeGreaterThanOrEqual(said.safe);
      if (instance === 'exec_1') losses.push(lostMs(said, last));
    }
    const events = reader.events({ after: 0, limit: 1_000_000 });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    expect(reader.damage()).toEqual([]);
    reader.close();
    first = said.put + 1000;
  }
  console.info(`lost at most ${Math.max(...losses)} ms; of 30: ${losses.sort((a, b) => a - b).join(' ')}`);
});
