import type { PaneCapture } from '../../core/ports/terminals.ts';

/** Numbers asked of the pane in the same step as its text, in this order. */
const FIELDS = [
  'pane_width',
  'pane_height',
  'history_size',
  'alternate_on',
  'cursor_x',
  'cursor_y',
  'alternate_saved_x',
  'alternate_saved_y',
  'cursor_flag',
  'insert_flag',
  'keypad_cursor_flag',
  'keypad_flag',
  'mouse_standard_flag',
  'mouse_button_flag',
  'mouse_all_flag',
  'mouse_sgr_flag',
  'mouse_utf8_flag',
  'wrap_flag',
  'origin_flag',
  'scroll_region_upper',
  'scroll_region_lower',
  // Only newer versions of tmux tell; an empty field is 0.
  'bracket_paste_flag',
] as const;

export const STATE_FORMAT = FIELDS.map((field) => `#{${field}}`).join(',');

export type PaneState = Readonly<Record<(typeof FIELDS)[number], number>>;

export function parsePaneState(line: string): PaneState {
  const values = line.split(',');
  return Object.fromEntries(FIELDS.map((field, index) => [field, Number(values[index])])) as PaneState;
}

/** The pane's text as tmux wrote it: rows ended by line feeds, with colours. `saved`: the main screen under an alternate one. */
export interface PaneText {
  readonly history: string;
  readonly screen: string;
  readonly saved: string;
}

/** The modes as DEC private modes: number, and whether a cleared terminal has it on. */
const MODES: readonly (readonly [field: keyof PaneState, number: number, initially: 0 | 1])[] = [
  ['keypad_cursor_flag', 1, 0],
  ['wrap_flag', 7, 1],
  ['cursor_flag', 25, 1],
  ['mouse_standard_flag', 1000, 0],
  ['mouse_button_flag', 1002, 0],
  ['mouse_all_flag', 1003, 0],
  ['mouse_utf8_flag', 1005, 0],
  ['mouse_sgr_flag', 1006, 0],
  ['bracket_paste_flag', 2004, 0],
];

/**
 * Not told by tmux, hence not restored: the background of cleared cells behind a row's last character, the colours that
 * the next character would have, tab stops, and bracketed paste mode before its version 3.6.
 */
export function captureData(state: PaneState, text: PaneText): PaneCapture {
  const alternate = state.alternate_on === 1;
  const parts: string[] = [];
  if (state.history_size > 0) parts.push(rows(text.history), '\x1b[m\r\n');
  parts.push(rows(alternate ? text.saved : text.screen), '\x1b[m');
  if (alternate) {
    parts.push(moveTo(state.alternate_saved_x, state.alternate_saved_y));
    parts.push('\x1b[?1049h\x1b[H', rows(text.screen), '\x1b[m');
  }
  parts.push(modes(state), cursor(state));
  return { size: { cols: state.pane_width, rows: state.pane_height }, data: parts.join('') };
}

/** tmux ends each row, the last one too, with a line feed. */
function rows(text: string): string {
  return text.replace(/\n$/, '').replaceAll('\n', '\r\n');
}

function modes(state: PaneState): string {
  const parts = MODES.filter(([field, , initially]) => state[field] !== initially).map(
    ([field, number]) => `\x1b[?${number}${state[field] === 1 ? 'h' : 'l'}`,
  );
  if (state.insert_flag === 1) parts.push('\x1b[4h');
  if (state.keypad_flag === 1) parts.push('\x1b=');
  return parts.join('');
}

/** The scroll region and the origin mode come first: both move the cursor. */
function cursor(state: PaneState): string {
  const { scroll_region_upper: upper, scroll_region_lower: lower, pane_height: height } = state;
  const region = upper > 0 || lower < height - 1 ? `\x1b[${upper + 1};${lower + 1}r` : '';
  const origin = state.origin_flag === 1;
  const row = origin ? Math.max(0, state.cursor_y - upper) : state.cursor_y;
  return `${region}${origin ? '\x1b[?6h' : ''}${moveTo(state.cursor_x, row)}`;
}

function moveTo(x: number, y: number): string {
  return `\x1b[${y + 1};${x + 1}H`;
}
