import type { ScreenRequest } from './protocol.ts';

interface OpenFeed {
  readonly kind: 'feeding';
  readonly id: number;
  readonly parts: Uint8Array[];
}

const joined = ({ id, parts }: OpenFeed): Extract<ScreenRequest, { kind: 'feed' }> => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { kind: 'feed', id, bytes };
};

/**
 * Collects what is asked within one turn of the event loop and hands it over as one message: output comes in many small
 * pieces, and a message costs more than the piece. Pieces for one screen are joined in a copy whose memory is handed over,
 * since the pieces themselves are views into buffers that others read, too.
 */
export const makeOutbox = (post: (requests: ScreenRequest[], transfer: ArrayBuffer[]) => void) => {
  let waiting: (Exclude<ScreenRequest, { kind: 'feed' }> | OpenFeed)[] = [];
  const open = new Map<number, OpenFeed>();

  const flush = (): void => {
    const requests = waiting.map((request) => (request.kind === 'feeding' ? joined(request) : request));
    waiting = [];
    open.clear();
    if (requests.length === 0) return;
    const transfer = requests.flatMap((request) => (request.kind === 'feed' ? [request.bytes.buffer] : []));
    post(requests, transfer as ArrayBuffer[]);
  };

  const push = (request: (typeof waiting)[number]): void => {
    if (waiting.length === 0) queueMicrotask(flush);
    waiting.push(request);
  };

  return {
    add: (request: Exclude<ScreenRequest, { kind: 'feed' }>): void => {
      // What is fed from now on comes after this request.
      open.delete(request.id);
      push(request);
    },
    feed: (id: number, bytes: Uint8Array): void => {
      const feed = open.get(id);
      if (feed !== undefined) {
        feed.parts.push(bytes);
        return;
      }
      const begun: OpenFeed = { kind: 'feeding', id, parts: [bytes] };
      open.set(id, begun);
      push(begun);
    },
    clear: (): void => {
      waiting = [];
      open.clear();
    },
  };
};
