import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { electronPath } from '../../build/electron-path.mjs';
import type { DesktopWorld } from './desktop-app.ts';
import { eventually } from './headless-host.ts';

/** The app, driven by its main process alone: no debugger watches its pages, so that they are asked before they unload as anyone's. */
export interface UnwatchedApp {
  readonly pid: number;
  /** The exit status; null where a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Runs code in the main process, where `electron` is that module; answers what it comes to. */
  main(code: string): Promise<unknown>;
  /** Runs code in the first window's page, as if the person had just pressed something there; promises are awaited. */
  page(code: string): Promise<unknown>;
}

/** Starts it in a world, which ends it, and waits until its first window is there. */
export const launchUnwatched = async (
  world: DesktopWorld,
  more: readonly string[],
): Promise<UnwatchedApp> => {
  const child = spawn(electronPath(), ['--inspect=0', ...world.words(more)], {
    env: world.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const evaluate = await connectInspector(await inspectorOf(child.stderr));
  // Whoever asks for `require` before there is one never gets it.
  await eventually('its app begins', () =>
    evaluate('globalThis.process?.defaultApp === true').catch(() => false),
  );
  await evaluate(`globalThis.electron = require('electron'); 0`, { includeCommandLineAPI: true });
  // Held there: a promise that only the inspector waits for may be collected.
  const page = (code: string): Promise<unknown> =>
    evaluate(
      `globalThis.held = electron.BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(${JSON.stringify(code)}, true)`,
      { awaitPromise: true },
    );
  return { pid: child.pid ?? 0, exited, main: (code) => evaluate(code), page };
};

/** The address that a program tells where its main process can be inspected. What it says later is read and left. */
const inspectorOf = (stderr: NodeJS.ReadableStream): Promise<string> =>
  new Promise((resolve, reject) => {
    const lines = createInterface({ input: stderr });
    lines.on('line', (line) => {
      const address = /^Debugger listening on (ws:\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    lines.once('close', () => reject(new Error('the app ended before it could be inspected')));
  });

interface Evaluated {
  readonly id?: number;
  readonly method?: string;
  readonly error?: unknown;
  readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: unknown };
}

type Evaluate = (
  expression: string,
  options?: { readonly includeCommandLineAPI?: boolean; readonly awaitPromise?: boolean },
) => Promise<unknown>;

const connectInspector = async (address: string): Promise<Evaluate> => {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Evaluated) => void>();
  socket.on('message', (data) => {
    const answer = JSON.parse(String(data)) as Evaluated;
    // A process that ends waits until nobody inspects it any more.
    if (answer.method === 'Runtime.executionContextDestroyed') socket.close();
    waiting.get(answer.id ?? 0)?.(answer);
    waiting.delete(answer.id ?? 0);
  });
  const ended = once(socket, 'close').then(() => {
    throw new Error('the app has ended');
  });
  ended.catch(() => undefined); // Whoever waits for an answer then is told.
  let last = 0;
  socket.send(JSON.stringify({ id: 0, method: 'Runtime.enable' }));
  return async (expression, options = {}) => {
    last += 1;
    const id = last;
    const answered = new Promise<Evaluated>((resolve) => waiting.set(id, resolve));
    const params = { expression, returnByValue: true, ...options };
    socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    const { result, error } = await Promise.race([answered, ended]);
    const wrong = error ?? result?.exceptionDetails;
    if (wrong !== undefined) throw new Error(JSON.stringify(wrong));
    return result?.result?.value;
  };
};
