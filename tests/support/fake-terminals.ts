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
} from '../../src-main/core/ports/terminals.ts';

export interface FakePane {
  info: PaneInfo;
  readonly spec: PaneSpec;
  /** Everything that reached it, in order: `paste:TEXT`, `submit:KEYS`, `type:BYTES`. */
  readonly received: string[];
  /** All that its program printed. */
  said: string;
}

/** Terminals in memory, which the test makes speak, die and fail. */
export class FakeTerminals implements Terminals {
  readonly kind = 'tmux';
  readonly survivesHost = true;
  readonly panes = new Map<PaneId, FakePane>();
  listener: TerminalsListener | null = null;
  /** Set to make the next opens fail. */
  refuseOpen: string | null = null;
  /** Called at each submit: the test's agent. */
  onSubmit: (pane: FakePane) => void = () => undefined;
  onPaste: (pane: FakePane) => void = () => undefined;
  #lastPane = 0;
  #lastPid = 5000;

  async start(listener: TerminalsListener): Promise<Result<readonly PaneInfo[]>> {
    this.listener = listener;
    return ok([...this.panes.values()].map((pane) => pane.info));
  }

  async open(spec: PaneSpec): Promise<Result<PaneInfo>> {
    if (this.refuseOpen !== null) return fail('cannot_start', this.refuseOpen, 'Install it.');
    const pane = `%${++this.#lastPane}`;
    const info: PaneInfo = {
      pane,
      tag: spec.tag,
      pid: ++this.#lastPid,
      size: spec.size,
      exit: null,
      mark: null,
      submitted: null,
    };
    this.panes.set(pane, { info, spec, received: [], said: '' });
    return ok(info);
  }

  async type(pane: PaneId, bytes: Uint8Array): Promise<Result<Reached>> {
    return this.#reach(pane, `type:${new TextDecoder().decode(bytes)}`, {});
  }

  async paste(pane: PaneId, text: string, mark: string): Promise<Result<Reached>> {
    const reached = this.#reach(pane, `paste:${text}`, { mark });
    const found = this.panes.get(pane);
    if (found !== undefined && reached.ok && reached.value === 'reached') this.onPaste(found);
    return reached;
  }

  async submit(pane: PaneId, keys: string, mark: string): Promise<Result<Reached>> {
    const reached = this.#reach(pane, `submit:${keys}`, { submitted: mark });
    const found = this.panes.get(pane);
    if (found !== undefined && reached.ok && reached.value === 'reached') this.onSubmit(found);
    return reached;
  }

  #reach(pane: PaneId, what: string, marks: Partial<PaneInfo>): Result<Reached> {
    const found = this.panes.get(pane);
    if (found === undefined || found.info.exit !== null) return ok('dead');
    found.received.push(what);
    found.info = { ...found.info, ...marks };
    return ok('reached');
  }

  async resize(pane: PaneId, size: Size): Promise<Result<void>> {
    const found = this.panes.get(pane);
    if (found !== undefined) found.info = { ...found.info, size };
    return ok(undefined);
  }

  async capture(pane: PaneId): Promise<Result<PaneCapture>> {
    const found = this.panes.get(pane);
    return found === undefined
      ? fail('terminal_failed', 'no such pane', 'Restart it.')
      : ok({ size: found.info.size, data: found.said || `captured ${pane}` });
  }

  async close(pane: PaneId): Promise<Result<void>> {
    this.panes.delete(pane);
    return ok(undefined);
  }

  async list(): Promise<Result<readonly PaneInfo[]>> {
    return ok([...this.panes.values()].map((pane) => pane.info));
  }

  async stop(): Promise<void> {
    this.listener = null;
  }

  async destroy(): Promise<void> {
    this.panes.clear();
  }

  /** The pane of an instance's latest incarnation. */
  paneOf(id: string): FakePane {
    const found = [...this.panes.values()].reverse().find((pane) => pane.spec.tag.split('/')[1] === id);
    if (found === undefined) throw new Error(`no pane of ${id}`);
    return found;
  }

  say(id: string, text: string): void {
    const pane = this.paneOf(id);
    pane.said += text;
    this.listener?.output(pane.info.pane, new TextEncoder().encode(text));
  }

  /** Its program ends; as in tmux, `keptBack` is on its screen and was never told. */
  exit(id: string, status: number | null, signal: string | null = null, keptBack = ''): void {
    const pane = this.paneOf(id);
    pane.info = { ...pane.info, exit: { status, signal } };
    pane.said += keptBack;
    this.listener?.gap(pane.info.pane, 'the last of it may have been kept back');
    this.listener?.exited(pane.info.pane, { status, signal });
  }
}
