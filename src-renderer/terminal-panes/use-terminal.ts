import type { Size } from '@contract/instances.ts';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { copyText } from '../design/clipboard.ts';
import { toastDone, toastError } from '../design/toaster.tsx';
import { FontFitter } from './fitting-font.ts';
import { isFocusReport } from './silence-queries.ts';
import { SizeKeeper } from './size-keeper.ts';
import { type FollowState, TerminalFollower } from './terminal-follower.ts';
import { type PaneKey, paneKeyOf } from './terminal-keys.ts';
import { openScreen, type ScreenOptions, type TerminalScreen } from './terminal-screen.ts';
import { fontsReady, onThemeChange } from './terminal-theme.ts';
import { Typist } from './typist.ts';

export type TerminalSetup = {
  readonly client: TuttiClient;
  readonly id: string;
  /** Another one is another process: followed anew. */
  readonly incarnation: number;
  readonly options: ScreenOptions;
  /** Whether this pane is in sight; when not, nothing is followed and nothing drawn. */
  readonly shown: boolean;
  onKey(key: PaneKey): void;
  onFocus(): void;
};

export type LiveTerminal = {
  readonly screen: TerminalScreen | null;
  readonly state: FollowState;
  /** The terminal's size as the host has it, and the one that would fit here. */
  readonly size: Size | null;
  readonly fitting: Size | null;
  refollow(): void;
};

const isMac = navigator.platform.startsWith('Mac');

/** Keys that are the pane's are told; true when xterm may have the key. */
const takeKey = (event: KeyboardEvent, onKey: (key: PaneKey) => void): boolean => {
  const key = paneKeyOf(event, isMac);
  if (key.kind === 'pass') return true;
  if (key.kind === 'native' || key.kind === 'window') return false;
  event.preventDefault();
  if (event.type === 'keydown') onKey(key);
  return false;
};

/** What was typed, by keys or mouse, and nothing that xterm says by itself. */
const connectInput = (screen: TerminalScreen, typist: Typist): void => {
  screen.terminal.onData((data) => {
    if (!isFocusReport(data)) typist.type(data);
  });
  screen.terminal.onBinary((data) => typist.typeBinary(data));
};

type Parts = {
  readonly screen: TerminalScreen;
  readonly follower: TerminalFollower;
  /** Measures anew what fits. */
  fit(): void;
  stop(): void;
};

type Watchers = {
  onState(state: FollowState): void;
  onSize(size: Size): void;
  onFitting(size: Size): void;
  readonly latest: RefObject<TerminalSetup>;
};

const openParts = (element: HTMLElement, { onState, onSize, onFitting, latest }: Watchers): Parts => {
  const { client, id } = latest.current;
  const copyLink = (uri: string): void => {
    void copyText(uri).then((copied) => {
      if (copied) toastDone('Link copied');
    });
  };
  const recorded = client.recorded === true;
  const screen = openScreen(element, latest.current.options, recorded ? null : copyLink);
  if (!recorded) connectInput(screen, new Typist(client, id, toastError));
  screen.terminal.attachCustomKeyEventHandler((event) => takeKey(event, (key) => latest.current.onKey(key)));
  screen.terminal.textarea?.setAttribute('aria-label', `Terminal of ${id}. F6 leaves it.`);

  const sizes = new SizeKeeper(
    (size) => {
      void client.call('instances.resize', { id, size }).then((result) => {
        if (!result.ok && result.error.code !== 'no_host') toastError(result.error);
      });
    },
    // A window in the background leaves the size to the one that is used.
    () => !latest.current.options.readOnly && document.hasFocus(),
  );
  const fit = (): void => {
    const size = screen.fitting();
    if (size === null) return;
    onFitting(size);
    sizes.fits(size);
  };
  const attend = (): void => {
    sizes.attend();
    latest.current.onFocus();
  };
  const room = new ResizeObserver(fit);
  room.observe(element);
  const stopTheme = onThemeChange(screen.takeTheme);
  const attendWindow = (): void => sizes.attend();
  screen.terminal.textarea?.addEventListener('focus', attend);
  window.addEventListener('focus', attendWindow);
  const follower = new TerminalFollower(client, id, screen, {
    onState,
    onSize: (size) => {
      onSize(size);
      sizes.has(size);
    },
  });
  return {
    screen,
    follower,
    fit,
    stop: () => {
      window.removeEventListener('focus', attendWindow);
      stopTheme();
      room.disconnect();
      sizes.stop();
      follower.stop();
      screen.dispose();
    },
  };
};

/** A terminal in `element` while it is shown: followed, drawn, typed into and kept at its size. */
export const useTerminal = (
  element: RefObject<HTMLDivElement | null>,
  setup: TerminalSetup,
): LiveTerminal => {
  const { client, id, incarnation, options, shown } = setup;
  const [screen, setScreen] = useState<TerminalScreen | null>(null);
  const [state, setState] = useState<FollowState>({ kind: 'waiting' });
  const [size, setSize] = useState<Size | null>(null);
  const [fitting, setFitting] = useState<Size | null>(null);
  const parts = useRef<Parts | null>(null);
  const latest = useRef(setup);
  latest.current = setup;

  // biome-ignore lint/correctness/useExhaustiveDependencies: client and id are read through `latest`, and make it anew
  useEffect(() => {
    if (!shown) return;
    let over = false;
    void fontsReady().then(() => {
      if (over || element.current === null) return;
      const opened = openParts(element.current, {
        onState: setState,
        onSize: setSize,
        onFitting: setFitting,
        latest,
      });
      parts.current = opened;
      setScreen(opened.screen);
      opened.follower.start();
    });
    return () => {
      over = true;
      parts.current?.stop();
      parts.current = null;
      setScreen(null);
      setState({ kind: 'waiting' });
    };
  }, [element, client, id, shown]);

  const first = useRef(incarnation);
  useEffect(() => {
    if (first.current === incarnation) return;
    first.current = incarnation;
    parts.current?.follower.start();
  }, [incarnation]);

  const { fontSize: chosen, screenReader, scrollback, readOnly } = options;
  const [font, setFont] = useState(chosen);
  const drawn = useRef(font);
  drawn.current = font;
  const fitter = useRef(new FontFitter());
  // Who may only look can't give it another size, and would miss what is cut off: its letters are made smaller instead.
  useEffect(() => {
    const { clientWidth = 0, clientHeight = 0 } = element.current ?? {};
    if (!readOnly || size === null || fitting === null) setFont(chosen);
    else {
      const of = { size, fitting, font: Math.min(drawn.current, chosen), chosen };
      setFont(fitter.current.next(`${clientWidth}x${clientHeight}`, of));
    }
  }, [element, readOnly, size, fitting, chosen]);
  useEffect(() => {
    screen?.change({ fontSize: font, screenReader, scrollback, readOnly });
    parts.current?.fit();
  }, [screen, font, screenReader, scrollback, readOnly]);

  return { screen, state, size, fitting, refollow: () => parts.current?.follower.start() };
};
