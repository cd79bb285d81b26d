import type { Instance } from '@contract/instances.ts';
import { type JSX, useState } from 'react';
import { Button } from '../design/button.tsx';
import { copyText } from '../design/clipboard.ts';
import { countWords, momentWords } from '../design/time-words.ts';
import { toastDone } from '../design/toaster.tsx';

/** As many as leave room for what comes below. */
const shownFirst = 8;

const wholePath = (cwd: string, path: string): string => (path.startsWith('/') ? path : `${cwd}/${path}`);

type FileProps = {
  readonly cwd: string;
  readonly file: Instance['files']['last'][number];
  readonly now: number;
};

const File = ({ cwd, file: { path, writes, at }, now }: FileProps): JSX.Element => {
  const copy = async (): Promise<void> => {
    if (await copyText(wholePath(cwd, path))) toastDone('Copied the file’s path');
  };
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return (
    <li className="in-file">
      <button
        type="button"
        aria-label={`Copy ${path}`}
        title={wholePath(cwd, path)}
        onClick={() => void copy()}
      >
        <span className="in-folder">{folder}</span>
        <span className="in-name">{path.slice(folder.length)}</span>
      </button>
      {writes > 1 && <span className="ds-quiet">{writes} times</span>}
      <time className="ds-quiet">{momentWords(at, now)}</time>
    </li>
  );
};

/** The files it has written, the latest first. */
export const FilesPart = ({ instance }: { readonly instance: Instance }): JSX.Element | null => {
  const { count, last } = instance.files;
  const [all, setAll] = useState(false);
  if (count === 0) return null;
  const newest = last.toReversed();
  const shown = all ? newest : newest.slice(0, shownFirst);
  const now = Date.now();
  return (
    <section className="in-section" aria-label="Files written">
      <h3 className="ds-section-title">Files written · {count}</h3>
      <ul className="in-files ds-figures">
        {shown.map((file) => (
          <File key={file.path} cwd={instance.cwd} file={file} now={now} />
        ))}
      </ul>
      {all && count > last.length && (
        <p className="ds-quiet">
          The last {last.length}; {countWords(count - last.length, 'earlier name')} was dropped.
        </p>
      )}
      {newest.length > shownFirst && (
        <Button look="plain" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${newest.length - shownFirst} more`}
        </Button>
      )}
    </section>
  );
};
