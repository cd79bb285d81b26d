import type { Task } from '@contract/tasks.ts';
import { Check, X } from 'lucide-react';
import { type JSX, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Textarea } from '../design/field.tsx';
import { partyWords } from '../design/party-words.ts';

/** What came of it, and what shows it. */
export const TaskResult = ({ task }: { readonly task: Task }): JSX.Element | null => {
  const { result, accepted } = task;
  if (result === null) return null;
  return (
    <section className="tk-part-of" aria-label="Result">
      <h3 className="ds-section-title">Result</h3>
      <p className="tk-words">{result.summary}</p>
      <ul className="tk-evidence ds-figures">
        {result.commits.map((commit) => (
          <li key={commit}>commit {commit.slice(0, 12)}</li>
        ))}
        {result.tests.map(({ command, outcome }) => (
          <li key={command} className={`tk-${outcome}`}>
            {outcome === 'passed' ? (
              <Check size={12} aria-hidden="true" />
            ) : (
              <X size={12} aria-hidden="true" />
            )}
            {command}: {outcome}
          </li>
        ))}
      </ul>
      {result.commits.length + result.tests.length === 0 && (
        <p className="ds-quiet">No evidence was given.</p>
      )}
      {accepted !== null && (
        <p>
          Accepted by {partyWords(accepted.by)}
          {accepted.comment !== '' && `: ${accepted.comment}`}
        </p>
      )}
    </section>
  );
};

type ReviewProps = { readonly busy: boolean; onReview(accept: boolean, comment: string): void };

/** Takes the result, or sends it back with what is missing. */
export const Review = ({ busy, onReview }: ReviewProps): JSX.Element => {
  const [comment, setComment] = useState('');
  return (
    <section className="tk-part-of" aria-label="Review">
      <h3 className="ds-section-title">Review</h3>
      <Textarea
        aria-label="Comment"
        rows={2}
        placeholder="What is good, or what is missing"
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      <div className="tk-actions">
        <Button look="main" disabled={busy} onClick={() => onReview(true, comment.trim())}>
          Accept
        </Button>
        <Button
          disabled={busy || comment.trim() === ''}
          title={comment.trim() === '' ? 'Say what is missing' : undefined}
          onClick={() => onReview(false, comment.trim())}
        >
          Send back
        </Button>
      </div>
    </section>
  );
};
