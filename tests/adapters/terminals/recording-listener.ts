import type { Exit } from '@contract/instances.ts';
import type { PaneId, TerminalsListener } from '../../../src-main/core/ports/terminals.ts';

/** Keeps all that a terminals adapter tells, and lets a test wait until something is true of it. */
export class RecordingListener implements TerminalsListener {
  readonly chunks = new Map<PaneId, Uint8Array[]>();
  readonly exits = new Map<PaneId, Exit>();
  readonly gaps: { pane: PaneId | null; reason: string }[] = [];
  /** Everything but output, in order. */
  readonly calls: string[] = [];
  readonly #waiting = new Set<() => void>();

  output(pane: PaneId, bytes: Uint8Array): void {
    const chunks = this.chunks.get(pane);
    const kept = new Uint8Array(bytes);
    if (chunks === undefined) this.chunks.set(pane, [kept]);
    else chunks.push(kept);
    this.#changed();
  }

  exited(pane: PaneId, exit: Exit): void {
    this.exits.set(pane, exit);
    this.#called(`exited ${pane}`);
  }

  gap(pane: PaneId | null, reason: string): void {
    this.gaps.push({ pane, reason });
    this.#called(`gap ${pane ?? 'all'}`);
  }

  lost(_reason: string): void {
    this.#called('lost');
  }

  restored(): void {
    this.#called('restored');
  }

  bytes(pane: PaneId): Buffer {
    return Buffer.concat(this.chunks.get(pane) ?? []);
  }

  text(pane: PaneId): string {
    return this.bytes(pane).toString('utf8');
  }

  /** Resolves once `condition` holds; looked at after each call. The test's own time limit ends a wait in vain. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #called(call: string): void {
    this.calls.push(call);
    this.#changed();
  }

  #changed(): void {
    for (const look of [...this.#waiting]) look();
  }
}
