import type { JSX } from 'react';
import { Button } from '../design/button.tsx';
import type { ExportDone } from './use-export.ts';

/** What was masked, by kind, the most first. */
const MaskedList = ({ masked }: { readonly masked: Readonly<Record<string, number>> }): JSX.Element => {
  const kinds = Object.entries(masked).sort(([, one], [, other]) => other - one);
  if (kinds.length === 0) return <p>No secrets were found.</p>;
  return (
    <ul className="ex-masked" aria-label="Masked">
      {kinds.map(([what, count]) => (
        <li key={what}>
          <span>{what}</span>
          <span className="ex-count">{count}</span>
        </li>
      ))}
    </ul>
  );
};

const sizeWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

type ResultProps = {
  readonly done: ExportDone;
  /** Null: there is no file manager here. */
  readonly onReveal: ((path: string) => void) | null;
};

export const ExportResult = ({ done, onReveal }: ResultProps): JSX.Element => {
  const { output, name, files, bytes, masked, unknown } = done;
  return (
    <div className="ex-result" role="status">
      <p>
        {files === 1 ? 'Written' : `${files} files written`}, {sizeWords(bytes)}:
      </p>
      <p className="ex-path">{output ?? name}</p>
      {output !== null && onReveal !== null && (
        <Button onClick={() => onReveal(output)}>Show in folder</Button>
      )}
      <h3>Masked</h3>
      {masked === null ? (
        <p className="ex-open">Nothing: its secrets are in it.</p>
      ) : (
        <MaskedList masked={masked} />
      )}
      {unknown.length > 0 && <p className="ex-open">Without a value to look for: {unknown.join(', ')}</p>}
    </div>
  );
};
