import type { InstanceId } from '@contract/ids.ts';
import type { JSX } from 'react';
import { useHost } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { countWords } from '../design/time-words.ts';
import { toastDone } from '../design/toaster.tsx';

/** Asks before an instance's work is put in the queue: names both branches. */
export const MergeDialog = ({
  id,
  onClose,
}: {
  readonly id: InstanceId;
  onClose(): void;
}): JSX.Element | null => {
  const run = useCommand();
  const instance = useView((view) => view.instances[id]);
  const above = useView((view) => view.instances[instance?.parent ?? '']?.branch ?? null);
  const settings = useView((view) => view.settings.merging);
  const person = useHost().info.project?.branch ?? 'your branch';
  if (instance === undefined || instance.branch === null) return null;
  const into = above ?? person;
  const confirm = async (): Promise<void> => {
    const asked = await run('merges.request', { id });
    if (asked !== undefined) toastDone(`${asked.id} stands in the queue of ${asked.target}`);
  };
  const check = settings.check === '' ? 'No check is set.' : `${settings.check} runs on it first.`;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Merge the work of ${id}?`}
      description={`${instance.branch}, ${countWords(instance.work.commits, 'commit')}, goes into ${into}${above === null ? ', your own branch' : ''}. ${check} What is not committed stays behind.`}
      action={`Merge into ${into}`}
      look="main"
      onConfirm={() => void confirm()}
    />
  );
};
