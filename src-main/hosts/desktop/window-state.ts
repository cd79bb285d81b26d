import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(480).max(20_000),
  height: z.number().int().min(320).max(20_000),
  maximized: z.boolean(),
});
export type WindowBounds = z.infer<typeof boundsSchema>;

const desktopSchema = z.object({
  window: boundsSchema.nullable().default(null),
  /** Whether closing the last window leaves the host in the tray while instances live. */
  stayInTray: z.boolean().default(true),
  /** The command that opens a file in the person's editor; empty: one that is found. */
  editor: z.string().default(''),
  /** Whether the person has been told of the tray. */
  toldOfTray: z.boolean().default(false),
});
export type DesktopState = z.infer<typeof desktopSchema>;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As much of a window must be on some display, in pixels, that a person can take hold of it. */
const hold = 80;

/** Whether a window of these bounds can be got at: a display may have gone since. */
export const isReachable = (bounds: Area, displays: readonly Area[]): boolean =>
  displays.some(
    (area) =>
      Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x) >= hold &&
      bounds.y >= area.y - 1 &&
      bounds.y <= area.y + area.height - hold,
  );

/** What the desktop app remembers, in one small file; as at first when it can't be read. */
export const readDesktopState = (file: string): DesktopState => {
  try {
    return desktopSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Nothing depends on it: a window then opens where the system puts it.
    return desktopSchema.parse({});
  }
};

/** Throws the file system's error. */
export const writeDesktopState = (file: string, state: DesktopState): void => {
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
};
