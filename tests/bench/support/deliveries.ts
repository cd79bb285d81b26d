import type { BenchHost } from './bench-host.ts';

/** Each call sends one message and waits for the event that says it was accepted; ms from the call. */
export const deliveries = (host: BenchHost, to: string, text: string): (() => Promise<number>) => {
  const settled = new Set<string>();
  let heard = (): void => {};
  host.followEvents((events) => {
    for (const event of events) {
      if (event.kind === 'message.failed') throw new Error(`${event.data.message}: ${event.data.reason}`);
      if (event.kind === 'message.accepted') settled.add(event.data.message);
    }
    heard();
  });
  return async () => {
    const from = performance.now();
    const sent = await host.call('messages.send', { to, text });
    while (!settled.has(sent.id)) {
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
    settled.delete(sent.id);
    return performance.now() - from;
  };
};
