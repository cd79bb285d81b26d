import type { Page } from 'playwright';

/** Drags a file or folder of the disk over the middle of the window, as from a file manager; `drop` lets it go. */
export const dragOver = async (page: Page, path: string) => {
  const cdp = await page.context().newCDPSession(page);
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const say = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    cdp.send('Input.dispatchDragEvent', {
      type,
      x: Math.round(width / 2),
      y: Math.round(height / 2),
      data: { items: [], files: [path], dragOperationsMask: 1 },
    });
  await say('dragEnter');
  await say('dragOver');
  return { drop: () => say('drop') };
};
