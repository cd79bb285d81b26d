import type { FrameClient } from '../frame-client/frame-client.ts';
import { type CommandContext, failWith } from './command-context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

/** Between two pictures: news comes in bursts, and what is told in "12 s ago" goes on without any. */
const pictureMs = { soonest: 1000, latest: 5000 };

/** Tells of events; an instance, which may not follow them, hears of none. */
const followNews = async (host: FrameClient, hear: { news(): void; gone(error: Error): void }) => {
  const newest = await host.call('events.list', { newest: true, limit: 1 });
  return host.follow(
    'events.follow',
    { after: newest.ok ? (newest.value[0]?.seq ?? 0) : 0 },
    {
      item: hear.news,
      end: (error) => {
        if (error === undefined || error.code === 'refused') return;
        try {
          failWith(error);
        } catch (thrown) {
          hear.gone(thrown as Error);
        }
      },
    },
  );
};

/** Draws at once and again as things happen, until the person interrupts. Throws TuttiFailure when the host ends. */
export const redraw = async (
  context: CommandContext,
  host: FrameClient,
  draw: () => Promise<void>,
): Promise<ExitCode> => {
  let wake = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => {};
  let lose = (_error: Error): void => {};
  const interrupted = new Promise<'over'>((resolve, reject) => {
    stop = () => resolve('over');
    lose = reject;
  });
  const stopListening = context.io.onInterrupt(() => stop());
  const following = await followNews(host, { news: () => wake(), gone: (error) => lose(error) });
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    });
  try {
    for (;;) {
      const news = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await draw();
      const soonest = await Promise.race([interrupted, pause(pictureMs.soonest)]);
      const next = soonest ?? (await Promise.race([interrupted, news, pause(pictureMs.latest)]));
      clearTimeout(timer);
      if (next === 'over') return exitCodes.done;
    }
  } finally {
    clearTimeout(timer);
    following.cancel();
    stopListening();
  }
};
