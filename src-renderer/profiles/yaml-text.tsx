import type { ProfileMistake } from '@contract/profile-sources.ts';
import { type JSX, useCallback, useEffect, useRef } from 'react';
import { MistakeList } from './mistake-list.tsx';
import './form.css';

/** Where a line begins and ends in the text. Lines are counted from 1. */
const spanOf = (text: string, line: number): readonly [number, number] => {
  const lines = text.split('\n');
  const from = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return [from, from + (lines[line - 1]?.length ?? 0)];
};

type YamlTextProps = {
  readonly text: string;
  readonly mistakes: readonly ProfileMistake[];
  readonly readOnly: boolean;
  /** A line to go to as it is shown; null: none. */
  readonly line: number | null;
  onChange(text: string): void;
};

/** The text itself, with the numbers of its lines and what is wrong in which. */
export const YamlText = ({ text, mistakes, readOnly, line, onChange }: YamlTextProps): JSX.Element => {
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  const wrong = new Set(mistakes.map((mistake) => mistake.line));
  const go = useCallback((to: number) => {
    const box = area.current;
    if (box === null) return;
    const [from, end] = spanOf(box.value, to);
    box.focus();
    box.setSelectionRange(from, end);
    // Every line is as high as the next; the one that is wanted comes to stand in the middle.
    const height = box.scrollHeight / Math.max(1, box.value.split('\n').length);
    box.scrollTop = (to - 1) * height - box.clientHeight / 2;
  }, []);
  useEffect(() => {
    if (line !== null) go(line);
  }, [line, go]);
  return (
    <div className="pr-yaml">
      <div className="pr-code">
        <div className="pr-numbers" ref={numbers} aria-hidden="true">
          {text.split('\n').map((_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <span className="pr-line" key={at} data-wrong={wrong.has(at + 1) || undefined}>
              {at + 1}
            </span>
          ))}
        </div>
        <textarea
          ref={area}
          className="pr-area"
          aria-label="Text of the profile"
          spellCheck={false}
          autoCapitalize="off"
          wrap="off"
          readOnly={readOnly}
          aria-invalid={mistakes.length > 0}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onScroll={({ currentTarget }) => {
            if (numbers.current !== null) numbers.current.scrollTop = currentTarget.scrollTop;
          }}
        />
      </div>
      <MistakeList mistakes={mistakes} onGo={go} />
    </div>
  );
};
