import { cellWidth, clip, printable, wrap } from './cells.ts';
import type { Live } from './painter.ts';
import type { Entry, Scene } from './scene.ts';
import type { Surroundings } from './surroundings.ts';

const style = (code: string) => (text: string) => `\x1b[${code}m${text}\x1b[0m`;
const accent = style('38;5;110');
const dim = style('38;5;245');
const strong = style('1');
const good = style('38;5;114');
const bad = style('38;5;174');
const amber = style('38;5;179');

const spinner = ['·', '•', '●', '•'];

/** Lines wider than this are hard to read; a wider terminal keeps its right side free. */
const widest = 100;
const frameWidth = (columns: number): number => Math.max(8, Math.min(columns, widest));

/** The banner: what this is, so that nobody takes it for a model at work. */
export function bannerLines(me: Surroundings, columns: number): string[] {
  const inner = frameWidth(columns) - 4;
  const row = (text: string, paint: (text: string) => string) => {
    const shown = clip(text, inner);
    return `${accent('│')} ${paint(shown)}${' '.repeat(inner - cellWidth(shown))} ${accent('│')}`;
  };
  const parent = me.parent === null ? '' : `, child of ${me.parent}`;
  return [
    accent(`╭${'─'.repeat(inner + 2)}╮`),
    row('SCRIPTED REHEARSAL', (text) => strong(accent(text))),
    row(`${me.id}, ${me.role}${parent}`, strong),
    row('a stand-in for a coding agent: no model thinks here', dim),
    accent(`╰${'─'.repeat(inner + 2)}╯`),
    '',
  ];
}

const gutters: Record<Entry['kind'], { readonly first: string; readonly paint: (text: string) => string }> = {
  step: { first: accent('● '), paint: strong },
  detail: { first: dim('└ '), paint: dim },
  added: { first: good('+ '), paint: good },
  message: { first: accent('› '), paint: (text) => text },
  reply: { first: dim('‹ '), paint: (text) => text },
  good: { first: good('✓ '), paint: good },
  bad: { first: bad('✗ '), paint: bad },
};

const indented: ReadonlySet<Entry['kind']> = new Set(['detail', 'added']);

export function entryLines(entry: Entry, columns: number): string[] {
  const { first, paint } = gutters[entry.kind];
  const indent = indented.has(entry.kind) ? '  ' : '';
  const width = frameWidth(columns) - indent.length - 2;
  const text = printable(entry.text);
  // Code that is wrapped is harder to read than code that is cut.
  const lines = entry.kind === 'added' ? [clip(text, width)] : wrap(text, width);
  return lines.map((line, i) => `${indent}${i === 0 ? first : '  '}${paint(line)}`);
}

/** The live lines at the foot: todos, what it is busy with or asks, the prompt box. Never more than the screen holds. */
export function liveLines(scene: Scene, size: { columns: number; rows: number }, now: number): Live {
  const width = frameWidth(size.columns);
  const box = scene.dialog ? dialogLines(scene, width) : boxLines(scene, width);
  const above = [
    ...todoLines(scene, width, size.rows - box.lines.length - 5),
    '',
    ...busyLines(scene, width, now),
  ];
  // Whatever else there is no room for, the place to type stays.
  const room = Math.max(0, size.rows - box.lines.length - 1);
  const kept = room === 0 ? [] : above.slice(-room);
  return { lines: [...kept, ...box.lines], cursor: { ...box.cursor, row: box.cursor.row + kept.length } };
}

function todoLines({ todos }: Scene, width: number, room: number): string[] {
  if (todos.length === 0 || room < 2) return [];
  const lines = todos.map(({ text, status }) => {
    const shown = clip(printable(text).replaceAll('\n', ' '), width - 6);
    if (status === 'done') return `    ${good('☒')} ${dim(shown)}`;
    return status === 'active' ? `    ${accent('☐')} ${strong(shown)}` : `    ${dim('☐')} ${shown}`;
  });
  return ['', ...lines.slice(0, room - 1)];
}

function busyLines({ busy, notice, dialog }: Scene, width: number, now: number): string[] {
  const warned = notice === null ? [] : [amber(clip(`! ${notice}`, width))];
  if (!busy || dialog) return warned;
  const seconds = Math.max(0, Math.floor((now - busy.since) / 1000));
  const sign = spinner[Math.floor(now / 300) % spinner.length] ?? '·';
  const label = clip(printable(busy.label), width - 14);
  return [...warned, `${accent(sign)} ${label} ${dim(`${seconds}s`)}`];
}

/** What stands below the box, by how much room there is: a sentence that is cut off helps nobody. */
const feet = ['scripted stand-in · Enter sends · / misbehaves', 'Enter sends · / misbehaves', 'scripted'];

/** How many lines of a long input are shown: its end, where one types. */
const boxRows = 4;

function boxLines({ input }: Scene, width: number): Live {
  const inner = width - 6;
  // A huge paste is shown by its end alone, and never wrapped as a whole at each key.
  const lines = wrap(printable(input.slice(-4000)), inner);
  const shown = lines.slice(-boxRows);
  const rows = shown.map((line, i) => {
    const mark = i === 0 ? accent('>') : ' ';
    return `${dim('│')} ${mark} ${line}${' '.repeat(Math.max(0, inner - cellWidth(line)))} ${dim('│')}`;
  });
  const long = input.length > 4000 || lines.length > boxRows;
  const usual = feet.find((text) => cellWidth(text) <= width - 2) ?? '';
  const foot = long ? `${input.length} characters` : usual;
  const last = shown[shown.length - 1] ?? '';
  return {
    lines: [
      dim(`╭${'─'.repeat(width - 2)}╮`),
      ...rows,
      dim(`╰${'─'.repeat(width - 2)}╯`),
      dim(`  ${clip(foot, width - 2)}`),
    ],
    cursor: { row: rows.length, column: Math.min(width - 2, 4 + cellWidth(last)) },
  };
}

function dialogLines({ dialog }: Scene, width: number): Live {
  const { question, at } = dialog ?? { question: { text: '', choices: [] }, at: 0 };
  const inner = width - 4;
  const row = (text: string, paint: (text: string) => string) => {
    const shown = clip(text, inner);
    return `${amber('│')} ${paint(shown)}${' '.repeat(inner - cellWidth(shown))} ${amber('│')}`;
  };
  const asked = wrap(printable(question.text), inner).slice(0, 6);
  const choices = question.choices.map(({ label }, i) =>
    row(`${i === at ? '❯' : ' '} ${i + 1}. ${label}`, i === at ? strong : (text) => text),
  );
  return {
    lines: [
      amber(`╭${'─'.repeat(width - 2)}╮`),
      ...asked.map((line) => row(line, strong)),
      ...choices,
      amber(`╰${'─'.repeat(width - 2)}╯`),
      dim(`  ${clip('a number chooses · Esc says no', width - 2)}`),
    ],
    cursor: { row: 1 + asked.length + at, column: 2 },
  };
}
