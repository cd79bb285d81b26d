import type { Instance } from '@contract/instances.ts';
import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { AnswerChoices } from '../design/answer-choices.tsx';

/** What it asks or what it is blocked by, with the choices and its screen's last lines. */
export const Needs = ({ instance }: { readonly instance: Instance }): JSX.Element | null => {
  const run = useCommand();
  const readOnly = useReadOnly();
  const { question, blocker, evidence } = instance;
  if (question === null && blocker === null && evidence === '') return null;
  const answer = (keys: string): void =>
    void run('instances.type', { id: instance.id, bytes: new TextEncoder().encode(keys) });
  const title = question !== null ? 'It asks' : blocker !== null ? 'Blocked by' : 'Last lines on its screen';
  return (
    <section className="in-section" aria-label={title}>
      <h3 className="ds-section-title">{title}</h3>
      {question !== null && <p>{question.text}</p>}
      {question !== null && question.choices.length > 0 && (
        <AnswerChoices question={question} disabled={readOnly} keys={false} onAnswer={answer} />
      )}
      {blocker !== null && <p>{blocker}</p>}
      {evidence !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        <pre className="in-evidence ds-figures" tabIndex={0}>
          {evidence}
        </pre>
      )}
    </section>
  );
};
