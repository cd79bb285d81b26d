import type { Task } from '@contract/tasks.ts';
import { type JSX, useId, useMemo, useState } from 'react';
import { Check, Input } from '../design/field.tsx';

/** More are found by their words. */
const shownMost = 40;

type ChoiceProps = {
  readonly tasks: readonly Task[];
  readonly chosen: readonly string[];
  onChange(chosen: readonly string[]): void;
};

const has = (task: Task, words: string): boolean => `${task.id} ${task.title}`.toLowerCase().includes(words);

/** Which tasks must be done before: chosen ones first, then those that have the words, the newest first. */
export const DependencyChoice = ({ tasks, chosen, onChange }: ChoiceProps): JSX.Element | null => {
  const [words, setWords] = useState('');
  const label = useId();
  const found = useMemo(() => {
    const wanted = words.trim().toLowerCase();
    const open = tasks.filter(
      (task) => !chosen.includes(task.id) && task.state !== 'cancelled' && has(task, wanted),
    );
    return open.reverse().slice(0, shownMost);
  }, [tasks, chosen, words]);
  if (tasks.length === 0) return null;
  const shown = [...tasks.filter(({ id }) => chosen.includes(id)), ...found];
  return (
    <fieldset className="tk-choice" aria-labelledby={label}>
      <span id={label} className="ds-label">
        Depends on
      </span>
      <Input
        aria-label="Find tasks it depends on"
        placeholder="Find by id or title"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <ul>
        {shown.map(({ id, title }) => (
          <li key={id}>
            <Check
              label={
                <>
                  <span className="ds-figures ds-quiet">{id}</span> {title}
                </>
              }
              checked={chosen.includes(id)}
              onChange={(checked) =>
                onChange(checked ? [...chosen, id] : chosen.filter((each) => each !== id))
              }
            />
          </li>
        ))}
        {shown.length === 0 && <li className="ds-quiet">No task has these words.</li>}
      </ul>
    </fieldset>
  );
};
