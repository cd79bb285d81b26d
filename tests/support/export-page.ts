import type { ElectronApplication, Page } from 'playwright';
import { expect } from 'playwright/test';
import { command } from './window-words.ts';

/** Exports what was recorded of a run as one page, by the dialog. The system's own can't be pressed from here: it answers with `file`. */
export const exportPage = async (
  { electron, page }: { readonly electron: ElectronApplication; readonly page: Page },
  run: number,
  file: string,
): Promise<void> => {
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: chosen })) as never;
  }, file);
  await command(page, 'Export this run…');
  const dialog = page.getByRole('dialog', { name: `Export run ${run}` });
  await dialog.getByLabel('Format').click();
  await page.getByRole('option', { name: 'Page (.html)' }).click();
  await dialog.getByRole('button', { name: 'Choose…' }).click();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog.getByText('Written', { exact: false })).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
};
