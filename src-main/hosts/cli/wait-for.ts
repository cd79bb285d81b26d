import { TuttiFailure } from '@contract/result.ts';
import type { FrameClient } from '../frame-client/frame-client.ts';

/** An instance may not follow streams, so in its pane a condition is looked at again after this. */
const lookAgainMs = 500;

/**
 * The first answer of `look` that is not null: it looks at once, and again after each event. Throws what `look` throws, and
 * TuttiFailure (`no_host`) when the host ends meanwhile.
 */
export const waitFor = async <T>(host: FrameClient, look: () => Promise<T | null>): Promise<T> => {
  const newest = await host.call('events.list', { newest: true, limit: 1 });
  const news = followNews(host, newest.ok ? (newest.value[0]?.seq ?? 0) : 0);
  try {
    for (;;) {
      const happened = news.next();
      const found = await look();
      if (found !== null) return found;
      await happened;
    }
  } finally {
    news.stop();
  }
};

/** `next()` resolves when something has happened after that call. */
const followNews = (host: FrameClient, after: number): { next(): Promise<void>; stop(): void } => {
  let wake: () => void = () => {};
  let failure: TuttiFailure | null = null;
  let poll = false;
  const following = host.follow(
    'events.follow',
    { after },
    {
      item: () => wake(),
      end: (error) => {
        if (error?.code === 'refused') poll = true;
        else if (error) failure = new TuttiFailure(error);
        wake();
      },
    },
  );
  let timer: NodeJS.Timeout | undefined;
  const next = async (): Promise<void> => {
    if (failure) throw failure;
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (poll) timer = setTimeout(resolve, lookAgainMs);
    });
    if (failure) throw failure;
  };
  return {
    next: () => {
      const happened = next();
      // Whoever found what it looked for does not wait for it any more.
      happened.catch(() => {});
      return happened;
    },
    stop: () => {
      clearTimeout(timer);
      following.cancel();
    },
  };
};
