import { type EditorState, type Range, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { ReviewComment, ReviewVerdict } from '@contract/review.ts';
import type { Hunk } from './hunks.ts';

export interface MarkedHunk extends Hunk {
  readonly verdict: ReviewVerdict | null;
}

/** What a version of the file is shown with, besides its text. */
export interface Marks {
  readonly side: 'before' | 'after';
  /** Both versions are drawn, side by side. */
  readonly split: boolean;
  readonly hunks: readonly MarkedHunk[];
  readonly current: number | null;
  readonly picked: number | null;
  readonly comments: readonly ReviewComment[];
  readonly readOnly: boolean;
  onVerdict(hunk: number, verdict: ReviewVerdict): void;
}

/** Pixels; as review.css has it. */
const headHeight = 26;

const words = { accepted: 'Accepted', returned: 'Sent back' } as const;

const button = (label: string, pressed: boolean, act: () => void): HTMLButtonElement => {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'ds-button ds-plain rv-verdict';
  made.textContent = label;
  made.setAttribute('aria-pressed', String(pressed));
  made.addEventListener('click', act);
  return made;
};

/** The line above a hunk: which it is, its verdict, and what gives it one. */
class HunkHead extends WidgetType {
  constructor(
    readonly marks: Marks,
    readonly at: number,
  ) {
    super();
  }

  override eq(other: HunkHead): boolean {
    const [mine, theirs] = [this.marks.hunks[this.at], other.marks.hunks[other.at]];
    return (
      this.at === other.at &&
      mine?.key === theirs?.key &&
      mine?.verdict === theirs?.verdict &&
      this.marks.hunks.length === other.marks.hunks.length &&
      this.isCurrent === other.isCurrent &&
      this.marks.onVerdict === other.marks.onVerdict
    );
  }

  get isCurrent(): boolean {
    return this.marks.current === this.at;
  }

  override get estimatedHeight(): number {
    return headHeight;
  }

  toDOM(): HTMLElement {
    const { marks, at } = this;
    const verdict = marks.hunks[at]?.verdict ?? null;
    const head = document.createElement('div');
    head.className = 'rv-hunk';
    head.dataset.hunk = String(at + 1);
    if (verdict !== null) head.dataset.verdict = verdict;
    if (this.isCurrent) head.dataset.current = '';
    const name = document.createElement('span');
    name.textContent = `${verdict === null ? '' : `${words[verdict]} · `}hunk ${at + 1} of ${marks.hunks.length}`;
    head.append(name);
    if (!marks.readOnly)
      head.append(
        button('Accept', verdict === 'accepted', () => marks.onVerdict(at, 'accepted')),
        button('Send back…', verdict === 'returned', () => marks.onVerdict(at, 'returned')),
      );
    return head;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** Beside a hunk's head: the other version's lines stay level with its own. */
class HeadRoom extends WidgetType {
  override eq(): boolean {
    return true;
  }

  override get estimatedHeight(): number {
    return headHeight;
  }

  toDOM(): HTMLElement {
    const room = document.createElement('div');
    room.className = 'rv-hunk';
    return room;
  }
}

/** A comment below the line that it is about. */
class CommentNote extends WidgetType {
  constructor(readonly comment: ReviewComment) {
    super();
  }

  override eq({ comment }: CommentNote): boolean {
    return comment.message === this.comment.message;
  }

  toDOM(): HTMLElement {
    const { text, message } = this.comment;
    const note = document.createElement('div');
    note.className = 'rv-note';
    const said = document.createElement('p');
    said.textContent = text;
    const which = document.createElement('span');
    which.className = 'ds-quiet ds-figures';
    which.textContent = `You, ${message}`;
    note.append(which, said);
    return note;
  }
}

const endOf = (doc: Text, line: number): number => doc.line(Math.min(Math.max(line, 1), doc.lines)).to;

/** A hunk's head stands above its first line, or, in one, above the line that it would be at. */
const headOf = (doc: Text, marks: Marks, at: number): Range<Decoration> | null => {
  const hunk = marks.hunks[at];
  if (hunk === undefined) return null;
  const before = marks.side === 'before';
  // Side by side it stands where the hunk has lines; the editor makes room for what the other side has none of.
  const lines = before ? hunk.linesA : hunk.linesB;
  if (marks.split && lines === 0) return null;
  const pos = doc.line(Math.min(before ? hunk.lineA : hunk.lineB, doc.lines)).from;
  const widget = before && hunk.linesB > 0 ? new HeadRoom() : new HunkHead(marks, at);
  return Decoration.widget({ widget, block: true, side: -2 }).range(pos);
};

const decorate = ({ doc }: EditorState, marks: Marks): DecorationSet => {
  const heads = marks.hunks.map((_, at) => headOf(doc, marks, at)).filter((one) => one !== null);
  const notes = marks.comments
    .filter(({ side }) => side === marks.side)
    .map((comment) => {
      const last = (comment.line ?? 1) + comment.lines - 1;
      return Decoration.widget({ widget: new CommentNote(comment), block: true, side: 2 }).range(
        endOf(doc, last),
      );
    });
  const { picked } = marks;
  const line =
    picked === null || picked > doc.lines
      ? []
      : [Decoration.line({ class: 'rv-picked' }).range(doc.line(picked).from)];
  return Decoration.set([...heads, ...notes, ...line], true);
};

export const setMarks = StateEffect.define<Marks>();

export const marksField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (shown, transaction) =>
    transaction.effects.reduce(
      (latest, effect) => (effect.is(setMarks) ? decorate(transaction.state, effect.value) : latest),
      shown.map(transaction.changes),
    ),
  provide: (field) => EditorView.decorations.from(field),
});
