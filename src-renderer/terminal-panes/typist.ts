import type { TuttiError } from '@contract/result.ts';
import type { TuttiClient } from '../connection/client.ts';

/** Bytes of one `instances.type`: a long paste goes in pieces, so that no frame stands in everyone else's way. */
const pieceBytes = 64 * 1024;

const encoder = new TextEncoder();

/** xterm hands over mouse reports of old encodings as a string of one character per byte. */
export const bytesOfBinary = (data: string): Uint8Array =>
  Uint8Array.from(data, (character) => character.charCodeAt(0) & 0xff);

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/**
 * Sends what the person types, in order: one call is underway at a time, and what is typed meanwhile goes together in
 * the next. A failure drops what waited (keys that arrive late do harm) and is told once.
 */
export class Typist {
  private waiting: Uint8Array[] = [];
  private sending = false;

  constructor(
    private readonly client: Pick<TuttiClient, 'call'>,
    private readonly id: string,
    private readonly onFailure: (error: TuttiError) => void,
  ) {}

  type(data: string): void {
    this.add(encoder.encode(data));
  }

  typeBinary(data: string): void {
    this.add(bytesOfBinary(data));
  }

  private add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.waiting.push(bytes);
    if (this.sending) return;
    this.sending = true;
    // After the present event: a key and what its handlers add go as one.
    queueMicrotask(() => void this.send());
  }

  private async send(): Promise<void> {
    while (this.waiting.length > 0) {
      const all = joined(this.waiting);
      this.waiting = all.length > pieceBytes ? [all.subarray(pieceBytes)] : [];
      const result = await this.client.call('instances.type', {
        id: this.id,
        bytes: all.slice(0, pieceBytes),
      });
      if (!result.ok) {
        this.waiting = [];
        this.onFailure(result.error);
      }
    }
    this.sending = false;
  }
}
