import { type Figure, type Goal, isMet, type Outcome } from './figures.ts';

const shown = (value: number): string => {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
};

const goalText = (goal: Goal | undefined): string => {
  if (goal === undefined) return '';
  return 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
};

const verdict = (figure: Figure): string => {
  const met = isMet(figure);
  return met === undefined ? '' : met ? 'met' : 'NOT MET';
};

const headings = ['benchmark', 'figure', 'value', 'against', 'its value', 'ratio', 'goal', ''] as const;

const rowOf = (benchmark: string, figure: Figure): string[] => [
  benchmark,
  figure.name,
  `${shown(figure.value)} ${figure.unit}`,
  figure.against?.name ?? '',
  figure.against === undefined ? '' : `${shown(figure.against.value)} ${figure.unit}`,
  figure.ratio === undefined ? '' : shown(figure.ratio),
  goalText(figure.goal),
  verdict(figure),
];

/** The outcomes as a table for people, a Markdown one, with notes and failures below. */
export const tableOf = (outcomes: readonly Outcome[]): string => {
  const rows = outcomes.flatMap(({ benchmark, figures }) =>
    figures.map((figure) => rowOf(benchmark, figure)),
  );
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  const notes = outcomes.flatMap(({ benchmark, figures, failure }) => [
    ...figures.flatMap(({ name, note }) => (note === undefined ? [] : [`- ${benchmark}, ${name}: ${note}`])),
    ...(failure === undefined ? [] : [`- ${benchmark} FAILED: ${failure}`]),
  ]);
  return [line(headings), rule, ...rows.map(line), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
};
