import { brotliCompressSync, brotliDecompressSync, constants, crc32 } from 'node:zlib';

/** How a blob is packed; the number stands beside each. Decision 0092 has what was measured. */
export const codecs = { plain: 0, brotli: 1 } as const;

/** Of brotli's 0 to 11: as small as deflate's best at eight times its speed. */
const quality = 4;
/** A window of 256 KB covers every blob but the largest views, and takes a sixteenth of the memory that the usual one does. */
const windowBits = 18;
/** Below it packing gains less than it costs. */
const leastPacked = 64;

export interface Blob {
  readonly codec: number;
  readonly data: Uint8Array;
}

export const pack = (raw: Uint8Array): Blob => {
  if (raw.length < leastPacked) return { codec: codecs.plain, data: raw };
  const data = brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: windowBits,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  });
  return data.length < raw.length ? { codec: codecs.brotli, data } : { codec: codecs.plain, data: raw };
};

/** Null: it can't be unpacked, or is more than `most` bytes, which is known before they take any memory. */
export const unpack = ({ codec, data }: Blob, most: number): Uint8Array | null => {
  if (codec === codecs.plain) return data.length <= most ? data : null;
  if (codec !== codecs.brotli) return null;
  try {
    return brotliDecompressSync(data, { maxOutputLength: most });
  } catch {
    // Whatever brotli says of it: the bytes are no longer what was packed.
    return null;
  }
};

/** Of the fields of a row, in their order, and its blob as it is stored: a wrong time is as bad as a wrong byte. */
export const checksum = (fields: readonly (number | string)[], data: Uint8Array | string): number =>
  crc32(data, crc32(fields.join('\n')));
