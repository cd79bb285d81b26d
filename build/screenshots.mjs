// npm run screenshots: drives the built app through a rehearsal, and writes the pictures of docs/images.
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { makeGround, openApp, openPhone } from './screenshots/private-ground.mjs';
import { ROOT } from './setup/places.mjs';

/** @typedef {import('playwright').Page} Page */

const IMAGES = join(ROOT, 'docs', 'images');
/** A page with pictures should open at once: bytes of each. */
const LARGEST = 350 * 1024;
/** Each moment of the play comes within a minute; on a busy machine it takes longer. */
const PATIENCE_MS = 180_000;

await ensureBuilt();
mkdirSync(IMAGES, { recursive: true });
const ground = await makeGround();
try {
  await takeAll();
} finally {
  await ground.end();
}

async function takeAll() {
  const page = await openApp(ground);
  page.setDefaultTimeout(PATIENCE_MS);
  await page.getByRole('button', { name: /Watch a rehearsal/ }).waitFor();
  await page.locator('.ds-skeleton').first().waitFor({ state: 'detached' });
  await take(page, 'welcome');
  // Its conflict waits for the person.
  await page.getByRole('button', { name: /Take part in one/ }).click();
  await page.locator('.tree-item[data-role="executive"]').waitFor();
  const phone = await openPhone(ground, rehearsalFolder());
  phone.setDefaultTimeout(PATIENCE_MS);
  await lookCloser(page);
  await waitForAQuestion(page, phone);
  await lookAtMerges(page);
  await resolveAndReview(page);
}

/** @param {Page} page */
async function lookCloser(page) {
  await page.locator('.tree-item[data-role="specialist"][data-state="busy"]').nth(3).waitFor();
  await showPalette(page);
  await page.getByRole('button', { name: 'Show the inspector' }).click();
  await page.locator('.tree-item[data-role="manager"]').first().click();
  await page.getByRole('region', { name: /^About / }).waitFor();
  await take(page, 'inspector');
  await page.getByRole('tab', { name: 'Messages' }).click();
  await page.getByRole('region', { name: 'All messages' }).waitFor();
  await take(page, 'messages');
  await page.getByRole('tab', { name: 'Terminals' }).click();
  await page.getByRole('button', { name: 'Fold the inspector' }).last().click();
  // Nothing is to look as if it were pointed at.
  await page.mouse.move(0, 0);
}

/**
 * One of the agents asks for a permission, once, and goes on by itself after a while: both windows are there before.
 * @param {Page} page
 * @param {Page} phone
 */
async function waitForAQuestion(page, phone) {
  await page.locator('.tree-item[data-state="waiting"]').waitFor();
  await take(page, 'rehearsal-grid');
  await command(page, 'Theme: light');
  await take(page, 'rehearsal-light');
  await command(page, 'Theme: dark');
  await page.locator('.at-some').click();
  await page.getByRole('dialog', { name: 'What needs you' }).waitFor();
  await take(page, 'attention');
  await phone.getByRole('region', { name: 'Needs you' }).waitFor();
  await take(phone, 'web-phone');
}

/** @param {Page} page */
async function lookAtMerges(page) {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'What needs you' }).waitFor({ state: 'detached' });
  // By the pointer again: after a key the tab would be drawn with the ring of the focus.
  await page.locator('#tree-exec_1').click();
  await page.getByRole('tab', { name: 'Merges' }).click();
  await page.getByRole('button', { name: /^Resolve merge_/ }).waitFor();
  // Of the other half both pieces, and that half itself.
  await page.locator('.mg-state[data-state="merged"]').nth(3).waitFor();
  await take(page, 'merges');
}

/** @param {Page} page */
async function resolveAndReview(page) {
  await page.getByRole('button', { name: /^Resolve merge_/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Resolve merge_/ });
  await dialog.getByRole('button', { name: 'Both', exact: true }).click();
  await dialog.getByText('Nothing is left.').waitFor();
  await page.mouse.move(0, 0);
  await take(page, 'resolve');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('#tree-mgr_1_1').click();
  await page.getByRole('tab', { name: 'Review' }).click();
  // Changed lines as well as new ones.
  await page.getByRole('button', { name: /src\/words\.js/ }).click();
  await page.getByRole('region', { name: 'Changes of src/words.js' }).locator('.rv-hunk').first().waitFor();
  await take(page, 'review');
}

function rehearsalFolder() {
  const folder = ground.env.TMPDIR ?? '';
  const made = readdirSync(folder).find((name) => name.startsWith('tutti-rehearsal-'));
  if (made === undefined) throw new Error('The rehearsal made no folder.');
  return join(folder, made, 'text-statistics');
}

/** @param {Page} page */
async function openPalette(page) {
  await page.keyboard.press('Control+Shift+P');
  const line = page.getByPlaceholder('What shall be done?');
  await line.waitFor();
  return line;
}

/** @param {Page} page */
async function showPalette(page) {
  const line = await openPalette(page);
  await take(page, 'palette');
  await page.keyboard.press('Escape');
  await line.waitFor({ state: 'detached' });
}

/**
 * Runs a command by the palette.
 * @param {Page} page
 * @param {string} words
 */
async function command(page, words) {
  const line = await openPalette(page);
  await line.fill(words);
  await page.keyboard.press('Enter');
  await line.waitFor({ state: 'detached' });
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function take(page, name) {
  await page.evaluate(() => document.fonts.ready);
  const path = join(IMAGES, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  process.stdout.write(`${name}.png ${Math.round(size / 1024)} KB\n`);
  if (size > LARGEST) throw new Error(`${name}.png is larger than ${LARGEST / 1024} KB`);
}
