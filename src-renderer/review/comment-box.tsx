import type { VerbInput } from '@contract/verbs.ts';
import { type JSX, useEffect, useRef, useState } from 'react';
import { useCall } from '../connection/use-call.ts';
import { Button } from '../design/button.tsx';
import { Textarea } from '../design/field.tsx';
import { ErrorState } from '../design/plain-states.tsx';

/** What a comment is about; its text is still to be written. */
export type CommentPlan = Omit<VerbInput<'review.comment'>, 'text'>;

type CommentBoxProps = { readonly plan: CommentPlan; onClose(): void };

const placeWords = ({ path, line, lines = 1, side }: CommentPlan): string => {
  if (line === undefined) return path;
  const where = lines > 1 ? `lines ${line} to ${line + lines - 1}` : `line ${line}`;
  return `${path}, ${where}${side === 'before' ? ', as it was' : ''}`;
};

/** Writes to the instance about a place of its work. What is written stays until it was taken. */
export const CommentBox = ({ plan, onClose }: CommentBoxProps): JSX.Element => {
  const { call, error, busy } = useCall();
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const send = async (): Promise<void> => {
    if (text.trim() === '' || busy) return;
    const sent = await call('review.comment', { ...plan, text });
    if (sent !== undefined) onClose();
  };
  return (
    <form
      className="rv-comment"
      aria-label="Comment"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        else if (event.key === 'Escape') onClose();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <p className="ds-quiet">
        {plan.sendBack === true ? 'Send back to ' : 'To '}
        <span className="ds-figures">{plan.id}</span>, about{' '}
        <span className="ds-figures">{placeWords(plan)}</span>
      </p>
      <Textarea
        ref={box}
        rows={3}
        aria-label="What is to be said"
        value={text}
        maxLength={10_000}
        onChange={(event) => setText(event.target.value)}
      />
      {error !== null && <ErrorState error={error} />}
      <div className="rv-comment-foot">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="main" disabled={busy || text.trim() === ''}>
          {plan.sendBack === true ? 'Send back' : 'Send comment'}
        </Button>
      </div>
    </form>
  );
};
