import type { JSX } from 'react';
import { Dialog } from '../design/dialog.tsx';
import { Keys } from '../design/kbd.tsx';
import type { Command, CommandGroup } from './commands.ts';
import { shownShortcut } from './shortcut.ts';
import './command-palette.css';

type Entry = { readonly id: string; readonly title: string; readonly keys: string };

const treeKeys: readonly Entry[] = [
  { id: 'tree.walk', title: 'Walk the hierarchy', keys: '← ↑ ↓ →' },
  { id: 'tree.open', title: 'Open its terminal', keys: 'Enter' },
  { id: 'tree.focus', title: 'Focus on its subtree', keys: 'f' },
];

const reviewKeys: readonly Entry[] = [
  { id: 'review.hunk', title: 'Next hunk, the one before', keys: 'j / Shift J' },
  { id: 'review.file', title: 'Next file, the one before', keys: 'f / Shift F' },
  { id: 'review.remark', title: 'Remark on the line or hunk', keys: 'r' },
  { id: 'review.accept', title: 'Accept the hunk, the file', keys: 'y / Shift Y' },
  { id: 'review.return', title: 'Send the hunk back', keys: 'x' },
  { id: 'review.split', title: 'Side by side, or in one', keys: 's' },
  { id: 'review.merge', title: 'Approve and merge', keys: 'Shift M' },
];

const timelineKeys: readonly Entry[] = [
  { id: 'timeline.walk', title: 'From lane to lane, from one thing to the next', keys: '↑ ↓ / ← →' },
  { id: 'timeline.pan', title: 'Move what is in sight', keys: 'Shift ← →' },
  { id: 'timeline.page', title: 'By half of it', keys: 'PageUp / PageDown' },
  { id: 'timeline.zoom', title: 'Closer, further, the whole run', keys: '+ / - / 0' },
  { id: 'timeline.go', title: 'Go there', keys: 'Enter' },
];

const groups: readonly CommandGroup[] = ['Replay', 'Instance', 'Run', 'Go to', 'Window', 'Help'];

const Group = ({ title, entries }: { readonly title: string; readonly entries: readonly Entry[] }) => (
  <section className="sc-group">
    <h3 className="ds-section-title">{title}</h3>
    <ul>
      {entries.map((entry) => (
        <li key={entry.id}>
          {entry.title}
          <Keys keys={entry.keys} />
        </li>
      ))}
    </ul>
  </section>
);

type ShortcutsDialogProps = { readonly commands: readonly Command[]; readonly mac: boolean; onClose(): void };

/** Every key there is, from the same registry that acts on them. */
export const ShortcutsDialog = ({ commands, mac, onClose }: ShortcutsDialogProps): JSX.Element => {
  const entriesOf = (group: CommandGroup): Entry[] =>
    commands.flatMap(({ id, title, group: own, shortcuts: [first] }) =>
      own === group && first !== undefined ? [{ id, title, keys: shownShortcut(first, mac) }] : [],
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Shortcuts"
      description="Single keys act while nothing is typed into; a terminal gets every key but F6 and the palette’s second one."
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what is longer than the window */}
      <section className="sc-groups" aria-label="Keys" tabIndex={0}>
        {groups.map((group) => {
          const entries = entriesOf(group);
          return entries.length > 0 && <Group key={group} title={group} entries={entries} />;
        })}
        <Group title="In the hierarchy" entries={treeKeys} />
        <Group title="In the timeline" entries={timelineKeys} />
        <Group title="In the review" entries={reviewKeys} />
      </section>
    </Dialog>
  );
};
