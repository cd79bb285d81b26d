import { WebglAddon } from '@xterm/addon-webgl';
import type { Terminal } from '@xterm/xterm';

/** Chromium drops the oldest WebGL context above 16 in a page; half of that leaves room for anyone else's. */
const most = 8;
let used = 0;

/**
 * Draws a terminal on the graphics card where that is to be had; xterm's own renderer takes over without it, or when the
 * context is lost. Answers how to give it back; call it before the terminal is disposed of.
 */
export const drawByWebgl = (terminal: Terminal): (() => void) => {
  if (used >= most) return () => {};
  let addon: WebglAddon | null = null;
  const release = (): void => {
    if (addon === null) return;
    const last = addon;
    addon = null;
    used--;
    last.dispose();
  };
  try {
    addon = new WebglAddon();
    used++;
    addon.onContextLoss(release);
    terminal.loadAddon(addon);
  } catch (error) {
    // No WebGL here (a virtual machine, a remote desktop): slower, not broken.
    console.info('Terminals are drawn without WebGL:', error instanceof Error ? error.message : error);
    release();
  }
  return release;
};
