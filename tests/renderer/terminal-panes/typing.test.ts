import { fail, ok } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TuttiClient } from '../../../src-renderer/connection/client.ts';
import { SizeKeeper, settle } from '../../../src-renderer/terminal-panes/size-keeper.ts';
import { paneKeyOf } from '../../../src-renderer/terminal-panes/terminal-keys.ts';
import { bytesOfBinary, Typist } from '../../../src-renderer/terminal-panes/typist.ts';

type Sent = { readonly bytes: Uint8Array; answer(works: boolean): void };

const setUp = () => {
  const sent: Sent[] = [];
  const failures: string[] = [];
  const call = (_verb: string, input: { bytes: Uint8Array }) =>
    new Promise((resolve) => {
      const refused = fail('wrong_state', 'it has ended', 'Restart it.');
      sent.push({ bytes: input.bytes, answer: (works) => resolve(works ? ok({}) : refused) });
    });
  // The fake knows the one verb that a typist calls.
  const client = { call } as unknown as Pick<TuttiClient, 'call'>;
  const typist = new Typist(client, 'spec_1_1_1', (error) => failures.push(error.message));
  const call0 = async (at: number): Promise<Sent> => {
    await vi.waitUntil(() => sent.length > at);
    const found = sent[at];
    if (found === undefined) throw new Error(`no call ${at}`);
    return found;
  };
  return { typist, sent, failures, call: call0 };
};
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('typing', () => {
  it('sends one call at a time, and together what was typed meanwhile', async () => {
    const { typist, sent, call } = setUp();
    typist.type('a');
    typist.type('é');
    const first = await call(0);
    expect(text(first.bytes)).toBe('aé');
    typist.type('b');
    typist.typeBinary('\u001b[M\u00ff');
    expect(sent).toHaveLength(1);
    first.answer(true);
    expect([...(await call(1)).bytes]).toEqual([98, 27, 91, 77, 255]);
  });

  it('sends a long paste whole, in order and in pieces', async () => {
    const { typist, sent, call } = setUp();
    const pasted = Array.from({ length: 30_000 }, (_, at) => `line ${at}\r`).join('');
    typist.type(pasted);
    typist.type('end');
    for (let at = 0, got = 0; got < pasted.length + 3; at++) {
      const { bytes, answer } = await call(at);
      got += bytes.length;
      answer(true);
    }
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.map(({ bytes }) => text(bytes)).join('')).toBe(`${pasted}end`);
  });

  it('tells a failure and drops what waited', async () => {
    const { typist, sent, failures, call } = setUp();
    typist.type('a');
    const first = await call(0);
    typist.type('too late');
    first.answer(false);
    await vi.waitUntil(() => failures.length === 1);
    typist.type('b');
    expect(text((await call(1)).bytes)).toBe('b');
    expect(sent).toHaveLength(2);
  });

  it('takes one byte per character of a binary report', () => {
    expect([...bytesOfBinary('\u0000\u0080\u00ff')]).toEqual([0, 128, 255]);
  });
});

describe('keys of a pane', () => {
  const key = (change: Partial<KeyboardEvent>) => ({
    key: '',
    code: '',
    ctrlKey: false,
    shiftKey: false,
    altKey: false,
    metaKey: false,
    ...change,
  });
  it.each([
    ['Escape belongs to the instance', key({ key: 'Escape' }), { kind: 'pass' }],
    ['so does Ctrl+C', key({ key: 'c', ctrlKey: true }), { kind: 'pass' }],
    ['and Ctrl+V', key({ key: 'v', ctrlKey: true }), { kind: 'pass' }],
    ['Ctrl+Shift+C copies', key({ key: 'C', ctrlKey: true, shiftKey: true }), { kind: 'copy' }],
    [
      'Ctrl+Shift+V is left to the browser',
      key({ key: 'V', ctrlKey: true, shiftKey: true }),
      { kind: 'native' },
    ],
    ['Ctrl+F searches', key({ key: 'f', ctrlKey: true }), { kind: 'search' }],
    ['F6 leaves', key({ key: 'F6' }), { kind: 'leave' }],
    ['Ctrl+Shift+Escape leaves', key({ key: 'Escape', ctrlKey: true, shiftKey: true }), { kind: 'leave' }],
    ['Ctrl+Tab goes on', key({ key: 'Tab', ctrlKey: true }), { kind: 'next' }],
    ['Ctrl+Shift+Tab goes back', key({ key: 'Tab', ctrlKey: true, shiftKey: true }), { kind: 'previous' }],
    ['Ctrl+3 chooses', key({ key: '3', code: 'Digit3', ctrlKey: true }), { kind: 'pane', number: 3 }],
    [
      'Ctrl++ enlarges',
      key({ key: '+', code: 'Equal', ctrlKey: true, shiftKey: true }),
      { kind: 'font', step: 1 },
    ],
    ['Ctrl+Shift+P is the window’s', key({ key: 'P', ctrlKey: true, shiftKey: true }), { kind: 'window' }],
    ['AltGr types', key({ key: '@', ctrlKey: true, altKey: true }), { kind: 'pass' }],
  ])('%s', (_words, event, expected) => {
    expect(paneKeyOf(event, false)).toEqual(expected);
  });

  it('uses Cmd on a Mac and leaves Ctrl to the instance', () => {
    expect(paneKeyOf(key({ key: 'c', metaKey: true }), true)).toEqual({ kind: 'copy' });
    expect(paneKeyOf(key({ key: 'v', metaKey: true }), true)).toEqual({ kind: 'native' });
    expect(paneKeyOf(key({ key: 'c', ctrlKey: true }), true)).toEqual({ kind: 'pass' });
  });
});

describe('the size of a terminal', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const keeper = (mayAsk = () => true) => {
    const asked: string[] = [];
    return { asked, sizes: new SizeKeeper(({ cols, rows }) => asked.push(`${cols}x${rows}`), mayAsk) };
  };
  const later = (): void => void vi.advanceTimersByTime(settle);

  it('is asked for once when a drag has come to rest', () => {
    const { asked, sizes } = keeper();
    sizes.has({ cols: 80, rows: 24 });
    for (let cols = 81; cols <= 120; cols++) sizes.fits({ cols, rows: 30 });
    later();
    expect(asked).toEqual(['120x30']);
  });

  it('is left to another window until the person turns to this one', () => {
    const { asked, sizes } = keeper();
    sizes.fits({ cols: 100, rows: 30 });
    sizes.has({ cols: 80, rows: 24 });
    later();
    sizes.has({ cols: 100, rows: 30 });
    sizes.has({ cols: 140, rows: 50 });
    later();
    expect(asked).toEqual(['100x30']);
    sizes.attend();
    later();
    expect(asked).toEqual(['100x30', '100x30']);
    sizes.has({ cols: 100, rows: 30 });
    sizes.attend();
    later();
    sizes.has({ cols: 140, rows: 50 });
    later();
    expect(asked).toEqual(['100x30', '100x30']);
  });

  it('is not asked for in a window in the background, nor when it is right, nor when it is tiny', () => {
    let front = false;
    const { asked, sizes } = keeper(() => front);
    sizes.has({ cols: 80, rows: 24 });
    sizes.fits({ cols: 100, rows: 30 });
    later();
    expect(asked).toEqual([]);
    front = true;
    sizes.fits({ cols: 80, rows: 24 });
    sizes.fits({ cols: 3, rows: 1 });
    later();
    expect(asked).toEqual([]);
  });
});
