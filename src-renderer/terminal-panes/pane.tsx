import type { Instance } from '@contract/instances.ts';
import { hasEnded } from '@contract/states.ts';
import { RotateCw } from 'lucide-react';
import { type JSX, useEffect, useRef, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { Button } from '../design/button.tsx';
import { copyText, pasteText } from '../design/clipboard.ts';
import { ErrorState } from '../design/plain-states.tsx';
import { useAnswer } from '../design/questions/index.ts';
import { stepFont, useTerminalPreferences } from '../design/terminal-preferences.ts';
import { toastError } from '../design/toaster.tsx';
import { fulfilFocusWish, useFocusWish } from './focus-wish.ts';
import { PaneHeader } from './pane-header.tsx';
import { PaneMenu } from './pane-menu.tsx';
import { askedBy, PaneQuestion } from './pane-question.tsx';
import { SearchBar } from './search-bar.tsx';
import { isSameSize } from './size-keeper.ts';
import type { FollowState } from './terminal-follower.ts';
import type { PaneKey } from './terminal-keys.ts';
import { useInSight } from './use-in-sight.ts';
import { type LiveTerminal, useTerminal } from './use-terminal.ts';

export type PaneProps = {
  readonly client: TuttiClient;
  readonly instance: Instance;
  readonly scrollback: number;
  readonly readOnly: boolean;
  readonly active: boolean;
  readonly maximised: boolean;
  onActivate(): void;
  onClose(): void;
  onMaximise(): void;
  /** Keys that choose another pane. */
  onGo(key: PaneKey): void;
  /** Shows its conversation. */
  onTranscript?(): void;
};

const endedWords = (instance: Instance): string => {
  const { exit, state } = instance;
  if (exit?.signal != null) return `${state}: ended by ${exit.signal}`;
  if (exit?.status != null) return `${state}: exit status ${exit.status}`;
  return instance.reason === '' ? state : `${state}: ${instance.reason}`;
};

/** Why nothing can be typed into it; null when it can. */
const readOnlyReason = (instance: Instance, readOnly: boolean, state: FollowState): string | null => {
  if (readOnly) return 'This connection may only look.';
  if (hasEnded(instance.state)) return endedWords(instance);
  return state.kind === 'ended' ? state.reason : null;
};

const Ended = ({
  client,
  instance,
  readOnly,
}: Pick<PaneProps, 'client' | 'instance' | 'readOnly'>): JSX.Element => {
  const [asked, setAsked] = useState(false);
  const restart = async (): Promise<void> => {
    setAsked(true);
    const result = await client.call('instances.restart', { id: instance.id });
    setAsked(false);
    if (!result.ok) toastError(result.error);
  };
  return (
    <div className="pane-ended" role="status">
      <span>{endedWords(instance)}</span>
      {!readOnly && (
        <Button disabled={asked} onClick={() => void restart()}>
          <RotateCw size={14} aria-hidden="true" />
          Restart
        </Button>
      )}
    </div>
  );
};

const SizeNote = ({ live }: { readonly live: LiveTerminal }): JSX.Element | null => {
  const { size, fitting } = live;
  const [late, setLate] = useState(false);
  const differs = size !== null && fitting !== null && !isSameSize(size, fitting);
  useEffect(() => {
    // Between a drag and the answer the sizes differ for a moment: that is nobody's news.
    if (!differs) return setLate(false);
    const timer = setTimeout(() => setLate(true), 1500);
    return () => clearTimeout(timer);
  }, [differs]);
  if (!late || !differs) return null;
  return (
    <span
      className="pane-size"
      title="Another window set this size. Click into the terminal to set it from here."
    >
      {size.cols} × {size.rows}
    </span>
  );
};

/** One instance's terminal with its header. */
export const Pane = (props: PaneProps): JSX.Element => {
  const { client, instance, readOnly, active } = props;
  const { id } = instance;
  const root = useRef<HTMLElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const shown = useInSight(root);
  const [searching, setSearching] = useState(false);
  const [hasSelection, setHasSelection] = useState(false);
  const { fontSize, screenReader } = useTerminalPreferences();
  const ended = hasEnded(instance.state);

  const focus = (): void => live.screen?.terminal.focus();
  const copy = async (): Promise<void> => {
    const text = live.screen?.terminal.getSelection() ?? '';
    if (text !== '') await copyText(text);
  };
  const paste = async (): Promise<void> => {
    const text = await pasteText();
    if (text !== null) live.screen?.terminal.paste(text);
  };
  const onKey = (key: PaneKey): void => {
    if (key.kind === 'copy') void copy();
    else if (key.kind === 'search') setSearching(true);
    else if (key.kind === 'font') stepFont(key.step);
    else if (key.kind === 'leave') root.current?.querySelector<HTMLElement>('.pane-title')?.focus();
    else props.onGo(key);
  };
  const live = useTerminal(room, {
    client,
    id,
    incarnation: instance.incarnation,
    options: { fontSize, screenReader, scrollback: props.scrollback, readOnly: readOnly || ended },
    shown,
    onKey,
    onFocus: props.onActivate,
  });
  const { screen, state } = live;
  const answering = useAnswer(client, instance, readOnly, toastError);
  const asked = askedBy(instance);
  const wished = useFocusWish(id);
  useEffect(() => {
    if (!wished || screen === null || !shown) return;
    screen.terminal.focus();
    fulfilFocusWish(id);
  }, [wished, screen, shown, id]);

  return (
    <section
      className="pane"
      ref={root}
      data-pane={id}
      data-active={active || undefined}
      data-follow={state.kind}
      aria-label={`Terminal of ${id}`}
    >
      <PaneHeader
        instance={instance}
        // The bar of the replay says so for all.
        readOnly={client.recorded ? null : readOnlyReason(instance, readOnly, state)}
        maximised={props.maximised}
        answering={answering}
        onSearch={() => setSearching(true)}
        onMaximise={props.onMaximise}
        onClose={props.onClose}
        onTranscript={props.onTranscript}
        onEnter={() => {
          props.onActivate();
          focus();
        }}
      />
      {searching && screen !== null && (
        <SearchBar
          search={screen.search}
          onClose={() => {
            setSearching(false);
            focus();
          }}
        />
      )}
      <PaneMenu
        hasSelection={hasSelection}
        readOnly={readOnly || ended}
        onOpen={() => setHasSelection(screen?.terminal.hasSelection() ?? false)}
        onCopy={() => void copy()}
        onPaste={() => void paste()}
        onSelectAll={() => screen?.terminal.selectAll()}
        onSearch={() => setSearching(true)}
        onClear={() => screen?.terminal.clear()}
        onTranscript={props.onTranscript}
        onDone={focus}
      >
        <div className="pane-room">
          <div className="pane-screen" ref={room} />
          {asked !== null && <PaneQuestion question={asked} answering={answering} />}
          {state.kind === 'failed' && (
            <div className="pane-failed">
              <ErrorState error={state.error} action={<Button onClick={live.refollow}>Try again</Button>} />
            </div>
          )}
          <SizeNote live={live} />
        </div>
      </PaneMenu>
      {ended && <Ended client={client} instance={instance} readOnly={readOnly} />}
    </section>
  );
};
