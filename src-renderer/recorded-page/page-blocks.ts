/** Unpacked bytes that are kept: some hundred blocks, so that who watches twenty terminals unpacks each block once. */
const keptBytes = 32_000_000;

/** The text of an element of the page, by its id; null: there is none. */
export type FindText = (id: string) => string | null;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
};

/** What an element of the page holds, unpacked. Rejects where it is missing or was changed. */
export const unpackElement = async (find: FindText, id: string): Promise<Uint8Array> => {
  const text = find(id);
  if (text === null) throw new Error(`the page has no ${id}`);
  const packed = new Blob([bytesOf(text)]).stream();
  const unpacked = new Response(packed.pipeThrough(new DecompressionStream('deflate-raw')));
  return new Uint8Array(await unpacked.arrayBuffer());
};

/** The blocks of a page, unpacked when they are asked for; those that were asked for last are kept. */
export class UnpackedBlocks {
  readonly #unpack: (block: number) => Promise<Uint8Array>;
  /** The one that was asked for last stands last. */
  readonly #kept = new Map<number, Promise<Uint8Array>>();
  readonly #sizes = new Map<number, number>();
  #bytes = 0;

  constructor(unpack: (block: number) => Promise<Uint8Array>) {
    this.#unpack = unpack;
  }

  /** Bytes of a block. A view: they stay as they are. */
  async read(place: {
    readonly block: number;
    readonly start: number;
    readonly length: number;
  }): Promise<Uint8Array> {
    const bytes = await this.#block(place.block);
    return bytes.subarray(place.start, place.start + place.length);
  }

  #block(block: number): Promise<Uint8Array> {
    const known = this.#kept.get(block);
    this.#kept.delete(block);
    const unpacked = known ?? this.#unpack(block);
    this.#kept.set(block, unpacked);
    if (known === undefined)
      void unpacked.then(
        (bytes) => this.#came(block, bytes.length),
        () => this.#kept.delete(block),
      );
    return unpacked;
  }

  #came(block: number, bytes: number): void {
    this.#sizes.set(block, bytes);
    this.#bytes += bytes;
    for (const [oldest] of this.#kept) {
      if (this.#bytes <= keptBytes || oldest === block) return;
      this.#kept.delete(oldest);
      this.#bytes -= this.#sizes.get(oldest) ?? 0;
      this.#sizes.delete(oldest);
    }
  }
}
