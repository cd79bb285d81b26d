import type { InstanceId } from '@contract/ids.ts';
import type { RecorderBatch, RecorderRequest } from './protocol.ts';

/** What was asked within so many ms goes over as one message: under a flood a message costs more than what is in it. */
const gatherMs = 25;
/** So much is sent without waiting, in bytes. */
const gatherBytes = 262_144;

interface OpenOutput {
  readonly kind: 'gathering';
  readonly instance: InstanceId;
  readonly at: number;
  readonly parts: Uint8Array[];
}

const sealed = (item: RecorderRequest | OpenOutput): RecorderRequest => {
  if (item.kind !== 'gathering') return item;
  const { instance, at, parts } = item;
  const [first] = parts;
  const bytes = parts.length === 1 && first !== undefined ? first : new Uint8Array(Buffer.concat(parts));
  return { kind: 'put', instance, at, record: { kind: 'output', bytes } };
};

/** Gathers requests; output of one instance within one millisecond becomes one record. */
export class RecorderOutbox {
  readonly #post: (batch: RecorderBatch) => void;
  #items: (RecorderRequest | OpenOutput)[] = [];
  readonly #open = new Map<InstanceId, OpenOutput>();
  #bytes = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(post: (batch: RecorderBatch) => void) {
    this.#post = post;
  }

  /** The bytes are copied. */
  output(instance: InstanceId, at: number, bytes: Uint8Array): void {
    const copy = new Uint8Array(bytes);
    this.#bytes += copy.length;
    const open = this.#open.get(instance);
    if (open?.at === at) open.parts.push(copy);
    else {
      const begun: OpenOutput = { kind: 'gathering', instance, at, parts: [copy] };
      this.#open.set(instance, begun);
      this.#push(begun);
    }
    if (this.#bytes >= gatherBytes) this.send();
  }

  /** `instance`: whose output may not be gathered across it; null: nobody's. `bytes`: how much it takes, where that is much. */
  add(instance: InstanceId | null, request: RecorderRequest, bytes = 0): void {
    if (instance !== null) this.#open.delete(instance);
    this.#bytes += bytes;
    this.#push(request);
  }

  send(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#items.length === 0) return;
    const batch = { requests: this.#items.map(sealed), bytes: this.#bytes };
    this.clear();
    this.#post(batch);
  }

  clear(): void {
    this.#items = [];
    this.#bytes = 0;
    this.#open.clear();
  }

  #push(item: RecorderRequest | OpenOutput): void {
    this.#items.push(item);
    this.#timer ??= setTimeout(() => this.send(), gatherMs);
  }
}
