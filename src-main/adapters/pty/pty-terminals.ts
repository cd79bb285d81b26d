import type { Size } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type {
  PaneCapture,
  PaneId,
  PaneInfo,
  PaneSpec,
  Reached,
  Terminals,
  TerminalsListener,
} from '../../core/ports/terminals.ts';
import { checkStart } from '../system/find-program.ts';
import { signalProcess, waitUntilGone } from '../system/process-life.ts';
import { PtyPane } from './pty-pane.ts';

/** Programs get this long after a hang-up to end by themselves, before they are killed. */
const HANGUP_GRACE_MS = 2000;

/** Pseudo-terminals of the host's own process, for machines without tmux: they end with the host. */
export class PtyTerminals implements Terminals {
  readonly kind = 'pty';
  readonly survivesHost = false;
  readonly #panes = new Map<PaneId, PtyPane>();
  /** Programs of closed panes that may still be at their hang-up. */
  readonly #closing = new Set<number>();
  #listener: TerminalsListener | null = null;
  #last = 0;

  start(listener: TerminalsListener): Promise<Result<readonly PaneInfo[]>> {
    this.#listener = listener;
    return Promise.resolve(ok([]));
  }

  async open(spec: PaneSpec): Promise<Result<PaneInfo>> {
    const path = await checkStart(spec);
    if (!path.ok) return path;
    const id = `pty-${++this.#last}`;
    try {
      const pane = new PtyPane(id, spec, path.value, {
        output: (bytes) => this.#listener?.output(id, bytes),
        exited: (exit) => this.#listener?.exited(id, exit),
      });
      this.#panes.set(id, pane);
      // Its first output can only come in a later turn of the event loop: the caller knows the name by then.
      return ok(pane.info());
    } catch (error) {
      return fail('cannot_start', `${path.value} could not be started: ${String(error)}`, 'See the message.');
    }
  }

  type(pane: PaneId, bytes: Uint8Array): Promise<Result<Reached>> {
    return this.#with(pane, (found) => found.type(bytes));
  }

  paste(pane: PaneId, text: string, mark: string): Promise<Result<Reached>> {
    return this.#with(pane, (found) => found.paste(text, mark));
  }

  submit(pane: PaneId, keys: string, mark: string): Promise<Result<Reached>> {
    return this.#with(pane, (found) => found.submit(keys, mark));
  }

  resize(pane: PaneId, size: Size): Promise<Result<void>> {
    const found = this.#panes.get(pane);
    if (found === undefined) return Promise.resolve(noSuchPane(pane));
    found.resize(size);
    return Promise.resolve(ok(undefined));
  }

  async capture(pane: PaneId): Promise<Result<PaneCapture>> {
    const found = this.#panes.get(pane);
    return found === undefined ? noSuchPane(pane) : ok(await found.capture());
  }

  close(pane: PaneId): Promise<Result<void>> {
    const found = this.#panes.get(pane);
    if (found !== undefined) this.#drop(found);
    return Promise.resolve(ok(undefined));
  }

  list(): Promise<Result<readonly PaneInfo[]>> {
    return Promise.resolve(ok([...this.#panes.values()].map((pane) => pane.info())));
  }

  /** Its panes can't be left to anyone: letting go ends them. */
  async stop(): Promise<void> {
    await this.destroy();
  }

  async destroy(): Promise<void> {
    this.#listener = null;
    for (const pane of this.#panes.values()) this.#drop(pane);
    const left = await waitUntilGone([...this.#closing], HANGUP_GRACE_MS);
    // Each program leads its own process group.
    for (const pid of left) signalProcess(-pid, 'SIGKILL');
    await waitUntilGone(left, HANGUP_GRACE_MS);
    this.#closing.clear();
  }

  #drop(pane: PtyPane): void {
    this.#panes.delete(pane.id);
    const { exit, pid } = pane.info();
    if (exit === null) this.#closing.add(pid);
    pane.close();
  }

  /** A pane that is gone altogether is as dead as one whose program has ended. */
  #with(pane: PaneId, act: (found: PtyPane) => Reached): Promise<Result<Reached>> {
    const found = this.#panes.get(pane);
    return Promise.resolve(ok(found === undefined ? 'dead' : act(found)));
  }
}

function noSuchPane(pane: PaneId): Result<never> {
  return fail('not_found', `There is no pane ${pane}.`, 'Refresh the list of instances.');
}
