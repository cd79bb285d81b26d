import type { Instance } from '@contract/instances.ts';
import { type JSX, useState } from 'react';
import { useOpenFile } from '../connection/use-open-file.ts';
import { Button } from '../design/button.tsx';
import { countWords, momentWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';

/** As many as leave room for what comes below. */
const shownFirst = 8;

const wholePath = (cwd: string, path: string): string => (path.startsWith('/') ? path : `${cwd}/${path}`);

type FileProps = {
  readonly id: string;
  readonly cwd: string;
  readonly file: Instance['files']['last'][number];
  readonly now: number;
};

const File = ({ id, cwd, file: { path, writes, at }, now }: FileProps): JSX.Element => {
  const { opens, open } = useOpenFile();
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return (
    <li className="in-file">
      <button
        type="button"
        aria-label={`${opens ? 'Open' : 'Copy'} ${path}`}
        title={wholePath(cwd, path)}
        onClick={() => void open({ id, cwd, path })}
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
  const now = useNow(60_000);
  if (count === 0) return null;
  const newest = last.toReversed();
  const shown = all ? newest : newest.slice(0, shownFirst);
  return (
    <section className="in-section" aria-label="Files written">
      <h3 className="ds-section-title">Files written · {count}</h3>
      <ul className="in-files ds-figures">
        {shown.map((file) => (
          <File key={file.path} id={instance.id} cwd={instance.cwd} file={file} now={now} />
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
