import { parentPort, workerData } from 'node:worker_threads';
import type { WorktreeWatch } from '../../../core/ports/worktree-watch.ts';
import type { WatchNews, WatchOrder, WatchThreadData } from './protocol.ts';
import { WorktreeWatchesHere } from './worktree-watches-here.ts';

// The thread's program: watches of worktrees behind a port. Built to out/main/watch-worker.js.
if (parentPort === null) throw new Error('worktrees are watched in a worker thread');
const port = parentPort;
const { env } = workerData as WatchThreadData;
const watches = new WorktreeWatchesHere(env);
const open = new Map<number, WorktreeWatch>();
const tell = (news: WatchNews): void => port.postMessage(news);

const begin = ({ id, folder, tip }: Extract<WatchOrder, { kind: 'watch' }>): void => {
  const watch = watches.watch(
    { folder, tip },
    {
      looked: (look) => tell({ kind: 'looked', id, look }),
      troubled: (reason) => tell({ kind: 'troubled', id, reason }),
    },
  );
  open.set(id, watch);
};

port.on('message', async (order: WatchOrder) => {
  if (order.kind === 'watch') {
    begin(order);
    return;
  }
  const watch = open.get(order.id);
  open.delete(order.id);
  if (order.kind === 'stop') watch?.stop();
  else {
    await watch?.finish();
    tell({ kind: 'finished', id: order.id });
  }
});
