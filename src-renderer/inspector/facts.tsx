import type { Instance } from '@contract/instances.ts';
import { shownTask } from '@contract/shown-task.ts';
import { Circle, CircleCheck, CircleDot, Copy } from 'lucide-react';
import type { JSX, ReactNode } from 'react';
import { ScriptedBadge } from '../design/badge.tsx';
import { IconButton } from '../design/button.tsx';
import { copyText } from '../design/clipboard.ts';
import { clockWords } from '../design/time-words.ts';
import { toastDone } from '../design/toaster.tsx';

type FactProps = { readonly name: string; readonly children: ReactNode; readonly figures?: boolean };

const Fact = ({ name, children, figures = false }: FactProps): JSX.Element => (
  <>
    <dt>{name}</dt>
    <dd className={figures ? 'ds-figures' : ''}>{children}</dd>
  </>
);

/** Its conversation by the CLI's own name, as its resume takes it. */
const Session = ({ id }: { readonly id: string }): JSX.Element => {
  const copy = async (): Promise<void> => {
    if (await copyText(id)) toastDone('Copied the conversation’s id');
  };
  return (
    <span className="in-session">
      {id}
      <IconButton label="Copy the conversation’s id" onClick={() => void copy()}>
        <Copy size={12} />
      </IconButton>
    </span>
  );
};

/** Broken between its folders, and within one only where that is longer than the line. */
const Path = ({ path }: { readonly path: string }): JSX.Element => {
  const parts = path.match(/[^/]*\/|[^/]+$/g) ?? [];
  return (
    <>
      {parts.map((part, at) => (
        <span key={parts.slice(0, at + 1).join('')} className="in-path-part">
          {part}
        </span>
      ))}
    </>
  );
};

/** What an instance is and where it works. */
export const Facts = ({ instance }: { readonly instance: Instance }): JSX.Element => (
  <dl className="in-facts">
    <Fact name="Task">
      {instance.task === '' ? <span className="ds-quiet">none</span> : shownTask(instance)}
    </Fact>
    <Fact name="Profile">
      {instance.profile} {instance.scripted && <ScriptedBadge />}
    </Fact>
    {instance.mode !== null && (
      <Fact name="Permissions">
        <span title={instance.mode.meaning}>{instance.mode.title}</span>
      </Fact>
    )}
    {instance.model !== null && (
      <Fact name="Model" figures>
        {instance.model}
      </Fact>
    )}
    <Fact name="Folder" figures>
      <Path path={instance.cwd} />
    </Fact>
    {instance.session !== null && (
      <Fact name="Conversation" figures>
        <Session id={instance.session.id} />
      </Fact>
    )}
    <Fact name="Started" figures>
      {clockWords(instance.spawnedAt)}
      {instance.incarnation > 1 && ` · incarnation ${instance.incarnation}`}
    </Fact>
    <Fact name="Process" figures>
      {instance.pid ?? 'none'}
      {instance.exit?.signal != null && ` · ended by ${instance.exit.signal}`}
      {instance.exit?.status != null && ` · exit ${instance.exit.status}`}
    </Fact>
  </dl>
);

const todoIcons = {
  open: <Circle size={14} aria-label="open" />,
  active: <CircleDot size={14} aria-label="active" color="var(--blue)" />,
  done: <CircleCheck size={14} aria-label="done" color="var(--green)" />,
} as const;

/** How far it says it is, and its list. */
export const Progress = ({ instance }: { readonly instance: Instance }): JSX.Element | null => {
  const { progress, todos } = instance;
  if (progress === null && todos.length === 0) return null;
  const percent = progress?.percent ?? null;
  return (
    <section className="in-section" aria-label="Progress">
      <h3 className="ds-section-title">Progress{percent !== null && ` · ${Math.round(percent)} %`}</h3>
      {percent !== null && (
        <div className="in-progress" aria-hidden="true">
          <span style={{ width: `${percent}%` }} />
        </div>
      )}
      {progress !== null && <p className="in-why">{progress.summary}</p>}
      {todos.length > 0 && (
        <ul className="in-todos">
          {todos.map((todo) => (
            <li key={todo.text} data-status={todo.status}>
              {todoIcons[todo.status]}
              <span>{todo.text}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
