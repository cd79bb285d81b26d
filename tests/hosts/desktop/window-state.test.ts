import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  isReachable,
  readDesktopState,
  writeDesktopState,
} from '../../../src-main/hosts/desktop/window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const left = { x: -1280, y: 0, width: 1280, height: 1024 };

describe('a remembered window', () => {
  it.each([
    ['on the screen', { x: 100, y: 100, width: 800, height: 600 }, true],
    ['on a screen to the left', { x: -1200, y: 10, width: 800, height: 600 }, true],
    ['half off, with something to hold', { x: 1800, y: 100, width: 800, height: 600 }, true],
    ['where a screen was', { x: 2500, y: 100, width: 800, height: 600 }, false],
    ['above, its title bar out of reach', { x: 100, y: -300, width: 800, height: 600 }, false],
    ['below', { x: 100, y: 1050, width: 800, height: 600 }, false],
  ])('%s', (_where, bounds, reachable) => {
    expect(isReachable(bounds, [screen, left])).toBe(reachable);
  });
});

describe('the remembered state', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-desktop-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read as it was written', () => {
    const file = join(folder, 'desktop.json');
    const window = { x: 1, y: 2, width: 800, height: 600, maximized: true };
    writeDesktopState(file, { window, stayInTray: false, editor: 'zed', toldOfTray: true });
    expect(readDesktopState(file)).toEqual({ window, stayInTray: false, editor: 'zed', toldOfTray: true });
  });

  it.each([['not json'], ['{"window":{"x":"evil"}}'], ['']])('is as at first for %j', (text) => {
    const file = join(folder, 'desktop.json');
    writeFileSync(file, text);
    expect(readDesktopState(file)).toEqual({ window: null, stayInTray: true, editor: '', toldOfTray: false });
  });
});
