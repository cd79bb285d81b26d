import type { Instance } from '@contract/instances.ts';
import { shownTask } from '@contract/shown-task.ts';
import type { View } from '@contract/view.ts';
import { type JSX, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Check } from '../design/field.tsx';
import { Empty } from '../design/plain-states.tsx';
import { countWords } from '../design/time-words.ts';
import './resume-dialog.css';

/** Those that can be resumed, parents before children. */
export const resumable = (view: View): Instance[] =>
  Object.values(view.instances)
    .filter(({ state }) => state === 'crashed')
    .sort((a, b) => a.id.split('_').length - b.id.split('_').length);

const sameList = (a: readonly Instance[], b: readonly Instance[]): boolean =>
  a.length === b.length && a.every((instance, index) => instance === b[index]);

/** What becomes of an instance's conversation. */
export const resumeWords = ({ session, scripted }: Instance): string =>
  session !== null ? 'its conversation goes on' : scripted ? 'plays on' : 'begins anew with its task';

type RowProps = { readonly instance: Instance; readonly checked: boolean; onChange(checked: boolean): void };

const Row = ({ instance, checked, onChange }: RowProps): JSX.Element => (
  <li className="re-row">
    <Check label={<span className="ds-figures">{instance.id}</span>} checked={checked} onChange={onChange} />
    <span className="re-task">{shownTask(instance)}</span>
    <span className="ds-quiet">{resumeWords(instance)}</span>
  </li>
);

/** Which of the crashed go on. A few start at a time (settings), parents first. Mounted while it is open. */
export const ResumeDialog = ({ onClose }: { onClose(): void }): JSX.Element => {
  const run = useCommand();
  const crashed = useView(resumable, sameList);
  const together = useView((view) => view.settings.restartTogether);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const ids = crashed.map(({ id }) => id).filter((id) => !left.has(id));
  const choose = (id: string, wanted: boolean): void => {
    const next = new Set(left);
    if (wanted) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  const resume = async (): Promise<void> => {
    if ((await run('instances.restartCrashed', { ids })) !== undefined) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Resume instances"
      description={`Each starts again in its worktree. ${together} start at a time; the next follows when one has confirmed.`}
      foot={
        <>
          <Button onClick={() => setLeft(new Set(ids.length > 0 ? crashed.map(({ id }) => id) : []))}>
            {ids.length > 0 ? 'None' : 'All'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="main" disabled={ids.length === 0} onClick={() => void resume()}>
            {ids.length === 0 ? 'Resume' : `Resume ${countWords(ids.length, 'instance')}`}
          </Button>
        </>
      }
    >
      {crashed.length === 0 ? (
        <Empty title="Nothing has crashed" />
      ) : (
        <ul className="re-list" aria-label="Crashed instances">
          {crashed.map((instance) => (
            <Row
              key={instance.id}
              instance={instance}
              checked={!left.has(instance.id)}
              onChange={(wanted) => choose(instance.id, wanted)}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
};
