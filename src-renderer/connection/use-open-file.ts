import { useCallback } from 'react';
import { copyText } from '../design/clipboard.ts';
import { toastDone } from '../design/toaster.tsx';
import { useHost } from './host-info.ts';
import { useCommand } from './use-command.ts';

type FilePlace = {
  readonly id: string;
  /** Its worktree. */
  readonly cwd: string;
  readonly path: string;
  /** From 1. */
  readonly line?: number;
};

export type OpenFile = {
  /** Whether it is opened; otherwise its path is copied, since nobody sits at the host's desktop. */
  readonly opens: boolean;
  open(place: FilePlace): Promise<void>;
};

const whole = (cwd: string, path: string): string => (path.startsWith('/') ? path : `${cwd}/${path}`);

/** Opens a file in the person's editor where this window is the desktop app's. */
export const useOpenFile = (): OpenFile => {
  const { info } = useHost();
  const run = useCommand();
  const opens = info.kind === 'desktop' && !info.readOnly;
  const open = useCallback(
    async ({ id, cwd, path, line }: FilePlace): Promise<void> => {
      if (!opens) {
        const place = whole(cwd, path) + (line === undefined ? '' : `:${line}`);
        if (await copyText(place)) toastDone('Copied the file’s path');
        return;
      }
      const opened = await run('host.openFile', { id, path, ...(line === undefined ? {} : { line }) });
      if (opened !== undefined) toastDone(`Opened in ${opened.by}`);
    },
    [opens, run],
  );
  return { opens, open };
};
