import type { TerminalRecord } from '../../core/ports/recorder.ts';

/** Bytes (or, of text, UTF-16 units) in one record at most: a chunk is closed at 96 KB, and must not become much larger. */
export const longestPayload = 16_384;
/** A reason is a line for a person. */
const longestReason = 1000;

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

const textPieces = (text: string): string[] => {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + longestPayload);
    // A character of two units stays whole: either half alone can't be written.
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
};

const bytePieces = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / longestPayload) }, (_, at) =>
    bytes.subarray(at * longestPayload, (at + 1) * longestPayload),
  );

/** The same as records of bounded length: a terminal takes them as if they were one. None for what is empty. */
export const splitRecord = (record: TerminalRecord): readonly TerminalRecord[] => {
  switch (record.kind) {
    case 'output':
    case 'typed':
      return bytePieces(record.bytes).map((bytes) => ({ kind: record.kind, bytes }));
    case 'inject':
      return textPieces(record.data).map((data) => ({ kind: 'inject', data }));
    case 'gap':
    case 'ended':
      return [{ kind: record.kind, reason: record.reason.slice(0, longestReason) }];
    default:
      return [record];
  }
};
