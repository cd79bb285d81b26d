import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import { hostPlaces } from '../open-project/host-places.ts';

export interface DesktopProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How the desktop app is started: by its own executable where this runs in one, else by the checkout's start script. */
export const desktopProgram = (env: Readonly<Record<string, string | undefined>>): Result<DesktopProgram> => {
  if (process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return fail(
      'unsupported',
      'There is no display to show a window on.',
      'Use the web monitor: tutti serve',
    );
  }
  const { root } = hostPlaces();
  const { ELECTRON_RUN_AS_NODE: _asNode, ...own } = env;
  // Root may not use Chromium's sandbox.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  if (process.versions.electron) return ok({ command: process.execPath, args: [...flags, root], env: own });
  const start = join(root, 'build', 'start.mjs');
  if (existsSync(start)) return ok({ command: process.execPath, args: [start], env: own });
  return fail(
    'unsupported',
    'The app is not installed next to this command.',
    'Use the web monitor: tutti serve',
  );
};
