import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';
import { countWords } from '../design/time-words.ts';
import './rules.css';

/** The way to the rules from the settings. */
export const RulesPart = ({ onShow }: { onShow(): void }): JSX.Element => {
  const count = useView((view) => view.rules.length);
  return (
    <section className="ru-part" aria-label="Rules">
      <h3 className="ds-section-title">Rules</h3>
      <p>
        <span className="ds-quiet">
          {count === 0
            ? 'Every question of an agent comes to you.'
            : `${countWords(count, 'rule')} of yours answers questions for you.`}
        </span>
        <Button onClick={onShow}>Rules…</Button>
      </p>
    </section>
  );
};
