import type { ConflictFile, ConflictVersion } from '@contract/merge-conflicts.ts';
import type { JSX } from 'react';
import { Button } from '../design/button.tsx';
import { Textarea } from '../design/field.tsx';
import { type Draft, draftText, freshDraft, withResult } from './resolve-draft.ts';
import { ResolveHunks, type SideNames } from './resolve-hunks.tsx';

type FileProps = {
  readonly file: ConflictFile;
  readonly draft: Draft;
  readonly names: SideNames;
  readonly readOnly: boolean;
  onDraft(draft: Draft): void;
};

const kindWords: Record<ConflictVersion['kind'], string> = {
  absent: 'not there',
  text: 'a text',
  binary: 'no text',
  large: 'too large to be shown',
  link: 'a link',
  submodule: 'a submodule',
  left: 'not sent: the others are long',
};

/** Whole-file choices: all there is for what is no text. */
const Whole = ({ file, draft, names, readOnly, onDraft }: FileProps): JSX.Element => {
  const isPlain = file.kind === 'content' && file.ours.kind === 'text' && file.theirs.kind === 'text';
  const canText = file.result.text !== null && file.result.kind === 'text';
  const toText = (): void => {
    const text = draftText(file, draft) ?? file.result.text;
    if (text !== null) onDraft({ how: 'text', text });
  };
  return (
    <div className="mr-whole">
      <span className="ds-quiet">
        {isPlain
          ? 'Both changed it.'
          : `${file.kind} · ${names.ours}: ${kindWords[file.ours.kind]} · ${names.theirs}: ${kindWords[file.theirs.kind]}`}
      </span>
      {!readOnly && (
        <span className="mr-takes">
          <Button aria-pressed={draft.how === 'ours'} onClick={() => onDraft({ how: 'ours' })}>
            All of ours
          </Button>
          <Button aria-pressed={draft.how === 'theirs'} onClick={() => onDraft({ how: 'theirs' })}>
            All of theirs
          </Button>
          <Button aria-pressed={draft.how === 'delete'} onClick={() => onDraft({ how: 'delete' })}>
            Delete
          </Button>
          {canText && draft.how !== 'text' && (
            <Button look="plain" onClick={toText}>
              Edit as text
            </Button>
          )}
          <Button look="plain" onClick={() => onDraft(freshDraft(file))}>
            As saved
          </Button>
        </span>
      )}
    </div>
  );
};

/** One file that conflicts, and how it is to be. */
export const ResolveFile = (props: FileProps): JSX.Element => {
  const { file, draft, names, readOnly, onDraft } = props;
  const taken = draft.how === 'ours' || draft.how === 'theirs' ? draftText(file, draft) : null;
  return (
    <section className="mr-file" aria-label={file.path}>
      <h3 className="ds-figures mr-path">{file.path}</h3>
      <Whole {...props} />
      {draft.how === 'hunks' && file.hunks !== null && (
        <ResolveHunks
          hunks={file.hunks}
          results={draft.results}
          names={names}
          readOnly={readOnly}
          onResult={(at, result) => onDraft(withResult(draft, at, result))}
        />
      )}
      {draft.how === 'text' && (
        <Textarea
          className="ds-figures mr-text"
          aria-label={`Text of ${file.path}`}
          spellCheck={false}
          readOnly={readOnly}
          value={draft.text}
          onChange={(event) => onDraft({ how: 'text', text: event.target.value })}
        />
      )}
      {taken !== null && <pre className="ds-figures mr-same">{taken}</pre>}
      {draft.how === 'delete' && <p className="ds-quiet">The file goes.</p>}
      {draft.how === 'none' && !file.resolved && (
        <p className="ds-quiet">It can’t be shown as a text: take one side whole, or delete it.</p>
      )}
    </section>
  );
};
