import { type JSX, type KeyboardEvent, useState } from 'react';
import { Button } from '../button.tsx';
import { Textarea } from '../field.tsx';

type AnswerTextProps = { readonly id: string; readonly disabled: boolean; onAnswer(text: string): void };

/** Words of the person's own, for a question that offers no choices; Ctrl or Cmd and Enter sends them. */
export const AnswerText = ({ id, disabled, onAnswer }: AnswerTextProps): JSX.Element => {
  const [text, setText] = useState('');
  const empty = text.trim() === '';
  const send = (): void => {
    if (!empty && !disabled) onAnswer(text);
  };
  const byKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="qu-answer-text">
      <Textarea
        aria-label={`Answer to ${id}`}
        placeholder="Your answer"
        rows={2}
        readOnly={disabled}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={byKey}
      />
      <Button disabled={empty || disabled} onClick={send}>
        Answer
      </Button>
    </div>
  );
};
