import type { MachineItem } from '@contract/machine.ts';
import type { ProfileLogin } from '@contract/profile-choices.ts';
import { Check, Copy, Minus, X } from 'lucide-react';
import type { JSX } from 'react';
import { IconButton } from '../design/button.tsx';
import { toastDone } from '../design/toaster.tsx';

const Sign = ({ found, kind }: MachineItem): JSX.Element => {
  if (found) return <Check size={14} color="var(--green)" aria-label="found" />;
  // A missing agent is no fault: one has those one uses.
  return kind === 'needed' ? (
    <X size={14} color="var(--red)" aria-label="missing" />
  ) : (
    <Minus size={14} color="var(--text-3)" aria-label="not found" />
  );
};

/** A remedy is a command to copy or a sentence; a sentence ends with a full stop. */
const isCommand = (remedy: string): boolean => !remedy.endsWith('.');

const copy = async (text: string): Promise<void> => {
  await navigator.clipboard.writeText(text);
  toastDone('Copied');
};

/** Said where its CLI tells; the remedy where there is none. */
const LoginWords = ({ login }: { readonly login: ProfileLogin | undefined }): JSX.Element | null => {
  if (login === undefined || login.state === 'unknown') return null;
  const words = login.state === 'in' ? login.words : `${login.words}. ${login.remedy ?? ''}`;
  return (
    <span className="we-remedy" title={words}>
      {words}
    </span>
  );
};

type RowProps = { readonly item: MachineItem; readonly login: ProfileLogin | undefined };

const Row = ({ item, login }: RowProps): JSX.Element => (
  <li className="we-machine-row">
    <Sign {...item} />
    <span className="we-machine-name">{item.name}</span>
    {item.found && <span className="ds-figures ds-quiet">{item.version ?? item.path ?? 'found'}</span>}
    {item.found && <LoginWords login={login} />}
    {!item.found && <span className="ds-quiet">{item.kind === 'needed' ? 'missing' : 'not found'}</span>}
    {!item.found && item.remedy !== null && (
      <>
        <span className={isCommand(item.remedy) ? 'we-remedy ds-figures' : 'we-remedy'}>{item.remedy}</span>
        {isCommand(item.remedy) && (
          <IconButton
            label={`Copy the command that installs ${item.name}`}
            onClick={() => void copy(item.remedy ?? '')}
          >
            <Copy size={14} />
          </IconButton>
        )}
      </>
    )}
  </li>
);

type MachineListProps = {
  readonly items: readonly MachineItem[];
  readonly logins: readonly ProfileLogin[];
};

/** What was found on the machine, and what to do about what was not. */
export const MachineList = ({ items, logins }: MachineListProps): JSX.Element => (
  <ul className="we-machine">
    {items.map((item) => (
      <Row key={item.name} item={item} login={logins.find(({ profile }) => profile === item.name)} />
    ))}
  </ul>
);
