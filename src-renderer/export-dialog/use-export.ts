import type { ExportItem, ExportRecording } from '@contract/recording-export.ts';
import type { TuttiError } from '@contract/result.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Following, TuttiClient } from '../connection/client.ts';

type Progress = Extract<ExportItem, { kind: 'progress' }>;
export type ExportDone = Extract<ExportItem, { kind: 'done' }>;

export type ExportState =
  | { readonly status: 'asking'; readonly error: TuttiError | null }
  | { readonly status: 'running'; readonly progress: Progress | null }
  | { readonly status: 'done'; readonly done: ExportDone };

/** Hands bytes to the browser as a file of that name. */
const download = (parts: readonly Uint8Array[], name: string): void => {
  const url = URL.createObjectURL(new Blob(parts.map((part) => new Uint8Array(part))));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** One export at a time; it is cancelled when what shows it goes. */
export const useExport = (client: TuttiClient) => {
  const [state, setState] = useState<ExportState>({ status: 'asking', error: null });
  const following = useRef<Following | null>(null);

  const cancel = useCallback(() => {
    following.current?.cancel();
    following.current = null;
    setState({ status: 'asking', error: null });
  }, []);
  useEffect(() => () => following.current?.cancel(), []);

  const start = (wish: ExportRecording): void => {
    let parts: Uint8Array[] = [];
    let done: ExportDone | null = null;
    setState({ status: 'running', progress: null });
    const { instances, ...rest } = wish;
    // After a lost line it begins anew: what had come of the one before is of no use.
    const ask = () => {
      parts = [];
      return instances === undefined ? rest : { ...rest, instances };
    };
    following.current = client.follow('recordings.export', ask, {
      onItem: (item) => {
        if (item.kind === 'progress') setState({ status: 'running', progress: item });
        else if (item.kind === 'done') done = item;
        else {
          parts.push(item.bytes);
          following.current?.ack(item.bytes.length);
        }
      },
      onEnd: (error) => {
        following.current = null;
        if (done === null) return setState({ status: 'asking', error: error ?? null });
        if (wish.output === null) download(parts, done.name);
        setState({ status: 'done', done });
      },
    });
  };
  return { state, start, cancel };
};
