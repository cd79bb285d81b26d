import type { CallerFrame } from '@contract/frames.ts';

/** A way to a host that carries frames both ways. */
export interface FrameLink {
  send(frame: CallerFrame): void;
  /** Called once, before anything is sent. Frames come unchecked; `gone` is called when the link is no more. */
  listen(receive: (raw: unknown) => void, gone: () => void): void;
  close(): void;
}
