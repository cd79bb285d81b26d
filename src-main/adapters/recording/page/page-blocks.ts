import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { blockId } from '@contract/recording-format/recorded-page.ts';

/** What a browser unpacks in a few milliseconds, and packs as well as more would. */
const blockBytes = 262_144;

/** Of zlib's 1 to 9: decision 0092 has what each gains. Browsers unpack nothing that packs better. */
const level = 6;

const deflate = promisify(deflateRaw);

/** Where something lies: the number of a block, where it begins in it unpacked, its length. */
export type Place = readonly [block: number, start: number, length: number];

/** Takes text of the page, in order; rejects where it can't be written. */
export type Sink = (text: string) => Promise<void>;

const element = (id: string, packed: Buffer): string =>
  `<script type="application/octet-stream" id="${id}">${packed.toString('base64')}</script>\n`;

/** An element that holds these bytes. */
export const packedElement = async (id: string, bytes: Uint8Array): Promise<string> =>
  element(id, await deflate(bytes, { level }));

/** Puts what it is given together to blocks and writes them: what is asked for together lies together. */
export class PageBlocks {
  readonly #sink: Sink;
  #number = 0;
  #waiting: Uint8Array[] = [];
  #length = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  async add(bytes: Uint8Array): Promise<Place> {
    if (this.#length > 0 && this.#length + bytes.length > blockBytes) await this.close();
    const place = [this.#number, this.#length, bytes.length] as const;
    this.#waiting.push(bytes);
    this.#length += bytes.length;
    return place;
  }

  /** What comes next begins another block. */
  async close(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const bytes = Buffer.concat(this.#waiting);
    const id = blockId(this.#number);
    this.#number += 1;
    this.#waiting = [];
    this.#length = 0;
    await this.#sink(await packedElement(id, bytes));
  }
}
