import type { RecentProject } from '@contract/machine.ts';
import { GitBranch, X } from 'lucide-react';
import type { JSX } from 'react';
import { IconButton } from '../design/button.tsx';
import { agoWords } from '../design/time-words.ts';
import { useNow } from '../design/use-now.ts';

type RecentListProps = {
  readonly projects: readonly RecentProject[];
  readonly disabled: boolean;
  onOpen(root: string): void;
  onForget(root: string): void;
};

/** Often enough for "3 min ago". */
const everyMinute = 60_000;

export const RecentList = ({ projects, disabled, onOpen, onForget }: RecentListProps): JSX.Element => {
  const now = useNow(everyMinute);
  return (
    <ul className="we-recent">
      {projects.map(({ root, name, branch, live, openedAt }) => (
        <li key={root}>
          <button type="button" disabled={disabled || branch === null} onClick={() => onOpen(root)}>
            <span className="we-recent-name">{name}</span>
            {branch === null ? (
              <span className="ds-quiet">the folder is gone</span>
            ) : (
              <span className="we-branch ds-figures">
                <GitBranch size={12} aria-label="branch" />
                {branch}
              </span>
            )}
            {live > 0 && <span className="we-live">{live} live</span>}
            <span className="we-recent-root ds-figures ds-quiet">{root}</span>
            <span className="we-recent-when ds-quiet">{agoWords(openedAt, now)}</span>
          </button>
          <IconButton label={`Remove ${name} from this list`} onClick={() => onForget(root)}>
            <X size={14} />
          </IconButton>
        </li>
      ))}
    </ul>
  );
};
