import { StringDecoder } from 'node:string_decoder';

/** Up to `limit` bytes from the beginning; what comes after is read and forgotten, so that the program does not block. */
export const keepBeginning = (limit: number) => {
  const chunks: Buffer[] = [];
  let size = 0;
  const bytes = (): Buffer => Buffer.concat(chunks);
  return {
    add: (chunk: Buffer): void => {
      if (size < limit) chunks.push(chunk.subarray(0, limit - size));
      size += chunk.length;
    },
    overflowed: (): boolean => size > limit,
    bytes,
    text: (): string => bytes().toString('utf8'),
  };
};

/** Of a stream that may have no end, the last `limit` UTF-16 units: what is wrong stands there. */
export const keepEnd = (limit: number) => {
  const decoder = new StringDecoder('utf8');
  let text = '';
  return {
    /** Text of a stream that decodes for itself is taken as it is: of two streams each has its own halves of letters. */
    add: (chunk: Buffer | string): void => {
      text = (text + (typeof chunk === 'string' ? chunk : decoder.write(chunk))).slice(-limit);
    },
    text: (): string => text,
  };
};
