import type { Review, ReviewComment, ReviewMark } from '@contract/review.ts';
import { columns } from './columns.ts';
import { harmless, oneLine, type Paint, type Paints } from './paint.ts';
import { ago } from './show-instances.ts';

const paintOf = (line: string, { good, bad, active, bold }: Paints): Paint | null => {
  if (/^(?:diff |index |---|\+\+\+)/.test(line)) return bold;
  if (line.startsWith('@@')) return active;
  if (line.startsWith('+')) return good;
  return line.startsWith('-') ? bad : null;
};

/** A line of a file with CRLF keeps its end, so that git applies the patch; elsewhere a return could hide what stands before it. */
const safeLine = (line: string): string =>
  line.endsWith('\r') ? `${harmless(line.slice(0, -1))}\r` : harmless(line);

/** A patch as git prints it, with its colours; without colours it is the patch itself, but for control characters. */
export const patchText = ({ text }: { readonly text: string }, paints: Paints): string => {
  if (text === '') return 'Nothing has changed.\n';
  const lines = text.split('\n').map((line) => (paintOf(line, paints) ?? ((plain) => plain))(safeLine(line)));
  return lines.join('\n');
};

const markRow = ({ path, hunk, verdict, tip, at }: ReviewMark, paints: Paints): string[] => [
  verdict === 'accepted' ? paints.good('accepted') : paints.alert('sent back'),
  path === null ? 'all of it' : `${oneLine(path)}${hunk === null ? '' : ' (a hunk)'}`,
  paints.dim(`at ${tip.slice(0, 9)}`),
  paints.dim(ago(at)),
];

const commentLines = (comment: ReviewComment, paints: Paints): string[] => {
  const { path, line, side, quote, text, message, at } = comment;
  const place = `${oneLine(path)}${line === null ? '' : `:${line}`}${side === 'before' ? ' (before)' : ''}`;
  return [
    `${paints.bold(place)}  ${message}  ${paints.dim(ago(at))}`,
    ...quote.map((each) => paints.dim(`  > ${oneLine(each)}`)),
    ...text.split('\n').map((each) => `  ${harmless(each)}`),
  ];
};

/** The verdicts on an instance's work, and what was said of it. */
export const reviewDetails = ({ marks, comments }: Review, paints: Paints): string => {
  if (marks.length === 0 && comments.length === 0) return 'Nothing was said of it yet.\n';
  const said = comments.flatMap((comment) => commentLines(comment, paints));
  return [
    ...(marks.length > 0 ? [columns(marks.map((mark) => markRow(mark, paints)))] : []),
    ...(said.length > 0 ? [`${said.join('\n')}\n`] : []),
  ].join('\n');
};
