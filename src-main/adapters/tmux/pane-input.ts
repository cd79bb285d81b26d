import { fail, ok, type Result } from '@contract/result.ts';
import type { PaneId, Reached } from '../../core/ports/terminals.ts';
import { guarded, keysCommand, markCommand, REACHED } from './commands.ts';
import type { Answer } from './control-client.ts';
import { quoteWord } from './quote.ts';

type Request = (line: string) => Promise<Result<Answer>>;

/**
 * Bytes a command line. tmux searches what it has read of a line again at each read, so long lines cost quadratically;
 * keys within a guard cost quadratically at once (4096 on a line took 100 ms each time).
 */
const KEYS_PER_LINE = 256;
const BUFFER_PER_LINE = 32 * 1024;

let lastBuffer = 0;

function nextBuffer(): string {
  return `tutti-${process.pid}-${++lastBuffer}`;
}

/** Types bytes as they are. All lines are sent at once and run in order; other requests may run between them. */
export async function typeBytes(request: Request, pane: PaneId, bytes: Uint8Array): Promise<Result<Reached>> {
  // Buffers are far faster, but can't hold a zero byte.
  const byBuffer = bytes.length > KEYS_PER_LINE && !bytes.includes(0);
  const step = byBuffer ? BUFFER_PER_LINE : KEYS_PER_LINE;
  const typed: Promise<Result<Reached>>[] = [];
  for (let from = 0; from === 0 || from < bytes.length; from += step) {
    const piece = bytes.subarray(from, from + step);
    typed.push(byBuffer ? typeByBuffer(request, pane, piece) : typeAsKeys(request, pane, piece));
  }
  const reached = await Promise.all(typed);
  return reached.find((one) => !one.ok || one.value === 'dead') ?? ok('reached');
}

async function typeAsKeys(request: Request, pane: PaneId, bytes: Uint8Array): Promise<Result<Reached>> {
  const press = bytes.length === 0 ? [] : [keysCommand(pane, bytes)];
  return toReached(await request(guarded(pane, press)));
}

async function typeByBuffer(request: Request, pane: PaneId, bytes: Uint8Array): Promise<Result<Reached>> {
  const buffer = nextBuffer();
  const paste = guarded(pane, [`paste-buffer -r -d -b ${buffer} -t ${pane}`], [`delete-buffer -b ${buffer}`]);
  const answer = await request(`set-buffer -b ${buffer} -- ${quoteWord(bytes)} ; ${paste}`);
  if (!answer.ok) await request(`delete-buffer -b ${buffer}`);
  return toReached(answer);
}

/** Fills a buffer of tmux's in pieces, then pastes it and leaves the mark in one step. */
export async function pasteText(
  request: Request,
  pane: PaneId,
  text: string,
  mark: string,
): Promise<Result<Reached>> {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.includes(0)) {
    return fail('bad_input', 'A text with a zero byte cannot be pasted.', 'Remove it.', { field: 'text' });
  }
  const leaveMark = markCommand(pane, '@tutti_mark', mark);
  if (bytes.length === 0) return toReached(await request(guarded(pane, [leaveMark])));
  const buffer = nextBuffer();
  const paste = `paste-buffer -p -r -d -b ${buffer} -t ${pane}`;
  const guardedPaste = guarded(pane, [paste, leaveMark], [`delete-buffer -b ${buffer}`]);
  const answer = await fillAndRun(request, buffer, bytes, guardedPaste);
  if (!answer.ok) await request(`delete-buffer -b ${buffer}`);
  return toReached(answer);
}

/** A text of one line goes along with the command that uses it: a second round trip would cost as much as the first. */
async function fillAndRun(
  request: Request,
  buffer: string,
  bytes: Buffer,
  command: string,
): Promise<Result<Answer>> {
  if (bytes.length <= BUFFER_PER_LINE)
    return request(`set-buffer -b ${buffer} -- ${quoteWord(bytes)} ; ${command}`);
  const filled = await fillBuffer(request, buffer, bytes);
  return filled.ok ? request(command) : filled;
}

async function fillBuffer(request: Request, buffer: string, bytes: Buffer): Promise<Result<void>> {
  const pieces: Promise<Result<Answer>>[] = [];
  for (let from = 0; from < bytes.length; from += BUFFER_PER_LINE) {
    const word = quoteWord(bytes.subarray(from, from + BUFFER_PER_LINE));
    pieces.push(request(`set-buffer ${from === 0 ? '' : '-a '}-b ${buffer} -- ${word}`));
  }
  const failed = (await Promise.all(pieces)).find((result) => !result.ok);
  return failed === undefined || failed.ok ? ok(undefined) : failed;
}

export async function submitKeys(
  request: Request,
  pane: PaneId,
  keys: string,
  mark: string,
): Promise<Result<Reached>> {
  const bytes = Buffer.from(keys, 'utf8');
  const press = bytes.length === 0 ? [] : [keysCommand(pane, bytes)];
  return toReached(await request(guarded(pane, [...press, markCommand(pane, '@tutti_submitted', mark)])));
}

function toReached(answer: Result<Answer>): Result<Reached> {
  if (answer.ok) return ok(answer.value.includes(REACHED) ? 'reached' : 'dead');
  return isNoPane(answer) ? ok('dead') : answer;
}

/** tmux's word for a pane that is gone altogether. */
export function isNoPane(answer: Result<unknown>): boolean {
  return !answer.ok && answer.error.message.includes("can't find pane");
}
