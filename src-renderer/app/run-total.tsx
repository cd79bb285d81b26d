import type { JSX } from 'react';
import { useView } from '../connection/use-project.ts';
import { sameUsage, sumUsage } from '../design/sum-usage.ts';
import { Tip } from '../design/tip.tsx';
import { costWords, exactWords, shortCount } from '../design/token-words.ts';
import './top-bar.css';

/** What the run has used so far; nothing where nobody told. */
export const RunTotal = ({ onShow }: { onShow(): void }): JSX.Element | null => {
  const usage = useView((view) => sumUsage(Object.values(view.instances)), sameUsage);
  if (usage.conversations === 0) return null;
  const { input, output, cacheRead, cacheWrite } = usage.used;
  return (
    <Tip label={`This run: ${exactWords(usage)}`}>
      <button
        type="button"
        className="tb-total ds-figures"
        aria-label={`This run has used ${exactWords(usage)}`}
        onClick={onShow}
      >
        {shortCount(input + cacheRead + cacheWrite)} in · {shortCount(output)} out
        {usage.used.cost !== null && ` · ${costWords(usage)}`}
      </button>
    </Tip>
  );
};
