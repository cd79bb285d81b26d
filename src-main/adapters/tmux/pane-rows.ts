import { constants } from 'node:os';
import type { Exit } from '@contract/instances.ts';
import type { PaneInfo } from '../../core/ports/terminals.ts';

/**
 * What is asked of each pane. Tags and marks are stored in hex, and all else is a number or a tmux id, so that a space
 * separates safely; a `.` before each keeps empty fields.
 */
const FIELDS = [
  'pane_id',
  'pane_pid',
  'pane_width',
  'pane_height',
  'pane_dead',
  'pane_dead_status',
  'pane_dead_signal',
  '@tutti_tag',
  '@tutti_mark',
  '@tutti_submitted',
  'window_id',
] as const;

export const PANE_FORMAT = FIELDS.map((field) => `.#{${field}}`).join(' ');

export interface PaneRow {
  readonly info: PaneInfo;
  readonly window: string;
}

/** Tags and marks as tmux stores them; a leading `x` tells an empty text from none. */
export function toStored(text: string): string {
  return `x${Buffer.from(text, 'utf8').toString('hex')}`;
}

function fromStored(stored: string): string | null {
  return stored.startsWith('x') ? Buffer.from(stored.slice(1), 'hex').toString('utf8') : null;
}

/** A pane of Tutti's, or null for a line about another (the keeper, or a window a person opened). */
export function parsePaneRow(line: string, givenTag?: string): PaneRow | null {
  const fields = line.split(' ').map((field) => field.slice(1));
  const [pane, pid, cols, rows, dead, status, signal, storedTag, mark, submitted, window] = fields;
  const tag = givenTag ?? fromStored(storedTag ?? '');
  if (pane === undefined || window === undefined || tag === null) return null;
  const info: PaneInfo = {
    pane,
    tag,
    pid: Number(pid),
    size: { cols: Number(cols), rows: Number(rows) },
    exit: dead === '1' ? parseExit(status ?? '', signal ?? '') : null,
    mark: fromStored(mark ?? ''),
    submitted: fromStored(submitted ?? ''),
  };
  return { info, window };
}

function parseExit(status: string, signal: string): Exit {
  return { status: status === '' ? null : Number(status), signal: signal === '' ? null : signalName(signal) };
}

/** tmux gives a number where the C library has no names, else a name without `SIG`. */
function signalName(signal: string): string {
  if (!/^\d+$/.test(signal)) return signal.startsWith('SIG') ? signal : `SIG${signal}`;
  const found = Object.entries(constants.signals).find(([, number]) => number === Number(signal));
  return found?.[0] ?? `SIG${signal}`;
}
