import type { TuttiHostBridge } from './bridge-types.ts';
import type { OpenTransport } from './transport.ts';

/** Frames by structured clone over the MessagePort that the preload bridge hands to the page. */
export const openPortTransport =
  (bridge: TuttiHostBridge): OpenTransport =>
  (events) => {
    let port: MessagePort | null = null;

    const take = (event: MessageEvent): void => {
      // The bridge posts in this very window; a message of another origin or frame is none of ours.
      if (event.source !== window || event.data !== 'tutti-port') return;
      const next = event.ports[0];
      if (next === undefined) return;
      port?.close();
      port = next;
      next.onmessage = ({ data }: MessageEvent<unknown>) => events.onFrame(data);
      // Electron and Chrome fire `close` when the other end goes: ask for a new port.
      next.addEventListener('close', () => {
        if (port !== next) return;
        port = null;
        events.onLost('the app closed the line');
        bridge.ready();
      });
      next.start();
      events.onOpen();
    };

    window.addEventListener('message', take);
    bridge.ready();
    return {
      send: (frame) => port?.postMessage(frame),
      close: () => {
        window.removeEventListener('message', take);
        const last = port;
        port = null;
        last?.close();
      },
    };
  };
