import AxeBuilder from '@axe-core/playwright';
import { flow } from '@contract/terminals.ts';
import type { Page } from 'playwright/test';
import { expect, test } from 'playwright/test';
import { type BuiltPage, buildPanesPage } from '../../support/panes-page/build-page.ts';

// Debian's Chromium; root has no sandbox, and a screen without a graphics card none of its noise.
test.use({
  viewport: { width: 1400, height: 860 },
  launchOptions: {
    executablePath: process.env.TUTTI_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  },
});

let built: BuiltPage;
test.beforeAll(async () => {
  built = await buildPanesPage();
});
test.afterAll(async () => {
  await built.close();
});

const open = async (page: Page, query: string): Promise<void> => {
  await page.goto(`${built.url}?${query}`);
};

/** Waits until a pane's terminal has drawn its snapshot. */
const ready = async (page: Page, id: string): Promise<void> => {
  const drawn = page.locator(`[data-pane="${id}"][data-follow="live"] .xterm-helper-textarea`);
  // Six terminals drawn in software on a busy machine take their time.
  await expect(drawn).toBeAttached({ timeout: 20_000 });
};

const typed = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const bytes = window.terminals.calls.flatMap(({ verb, input }) =>
      verb === 'instances.type' ? [...(input as { bytes: Uint8Array }).bytes] : [],
    );
    return new TextDecoder().decode(new Uint8Array(bytes));
  });

const intoTerminal = async (page: Page, id: string): Promise<void> => {
  await ready(page, id);
  await page.locator(`[data-pane="${id}"] .pane-title`).click();
};

test('what is typed reaches the instance as bytes, and nothing else does', async ({ page }) => {
  await open(page, 'count=7&open=1');
  await intoTerminal(page, 'exec_1');
  await page.evaluate(() => {
    window.terminals.output(
      'exec_1',
      '\u001b[c\u001b[6n\u001b[?1004h\u001b]11;?\u0007\u001b[?2004$p\u001bP$qm\u001b\\',
    );
  });
  await page.keyboard.type('ls é');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+c');
  await expect.poll(() => typed(page)).toBe('ls é\r\u001b\u001b\u001b[A\u0003');
});

test('a paste of several lines is bracketed where the program asked for it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, 'count=7&open=1');
  await intoTerminal(page, 'exec_1');
  await page.evaluate(() => window.terminals.output('exec_1', '\u001b[?2004h'));
  await page.evaluate(() => navigator.clipboard.writeText('one\ntwo'));
  await page.locator('[data-pane="exec_1"] .xterm-screen').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Paste' }).click();
  await expect.poll(() => typed(page)).toBe('\u001b[200~one\rtwo\u001b[201~');
});

test('a selection is copied, and a program may not write the clipboard', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, 'count=7&open=1');
  await intoTerminal(page, 'exec_1');
  await page.evaluate(() => navigator.clipboard.writeText('before'));
  await page.evaluate(() =>
    window.terminals.output('exec_1', `\u001b]52;c;${btoa('stolen')}\u0007\u001bc\u001b[1;1HCOPYME`),
  );
  await expect(async () => {
    await page.locator('[data-pane="exec_1"] .xterm-screen').dblclick({ position: { x: 20, y: 10 } });
    await page.keyboard.press('Control+Shift+C');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('COPYME');
  }).toPass();
  expect(await typed(page)).toBe('');
});

test('20 MB of output are acknowledged while the page goes on answering', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, 'count=7&open=1');
  await intoTerminal(page, 'exec_1');
  const total = 20_000_000;
  await page.evaluate((bytes) => {
    const state = { over: false };
    Object.assign(window, { flooding: state });
    void window.terminals.flood('exec_1', bytes).then(() => {
      state.over = true;
    });
  }, total);
  const over = () =>
    page.evaluate(() => (window as unknown as { flooding: { over: boolean } }).flooding.over);
  // Keys are taken and sent in the midst of it.
  expect(await over()).toBe(false);
  await page.keyboard.type('x');
  await expect.poll(() => typed(page)).toBe('x');
  await expect.poll(over, { timeout: 100_000 }).toBe(true);
  const acknowledged = () =>
    page.evaluate(() => window.terminals.acknowledged.reduce((all, bytes) => all + bytes, 0));
  await expect.poll(acknowledged).toBeGreaterThan(total - flow.low);
});

test('a hidden pane is let go and comes back with a snapshot', async ({ page }) => {
  await open(page, 'count=7&open=3');
  await ready(page, 'exec_1');
  const followed = () => page.evaluate(() => window.terminals.followed().join(' '));
  await expect.poll(followed).toBe('exec_1');
  await page.getByRole('tab', { name: /mgr_1_1/ }).click();
  await expect.poll(followed).toBe('mgr_1_1');
  await expect(page.locator('[data-pane="exec_1"] .xterm')).toHaveCount(0);
  await page.getByRole('tab', { name: /exec_1/ }).click();
  await ready(page, 'exec_1');
});

test('the host is asked for the size that fits, and another size is followed', async ({ page }) => {
  await open(page, 'count=7&open=1');
  // Not clicked into: turning to a pane asks for its size again, a moment later.
  await ready(page, 'exec_1');
  const sizes = () =>
    page.evaluate(() =>
      window.terminals.calls.flatMap(({ verb, input }) => (verb === 'instances.resize' ? [input] : [])),
    );
  await expect.poll(async () => (await sizes()).length).toBe(1);
  await page.evaluate(() =>
    window.terminals.item('exec_1', { kind: 'resized', size: { cols: 200, rows: 60 } }),
  );
  await expect(page.locator('[data-pane="exec_1"] .pane-size')).toHaveText('200 × 60');
  expect(await page.locator('.pane-room').evaluate((room) => room.scrollWidth > room.clientWidth)).toBe(true);
  expect(await page.locator('.pane-room').evaluate((room) => room.scrollHeight > room.clientHeight)).toBe(
    true,
  );
  expect(await sizes()).toHaveLength(1);
});

test('search finds, counts and walks the matches', async ({ page }) => {
  await open(page, 'count=7&open=1');
  await intoTerminal(page, 'exec_1');
  await page.evaluate(() => window.terminals.output('exec_1', '\u001bcneedle\r\nhay needle\r\nNEEDLE'));
  await page.keyboard.press('Control+f');
  const field = page.getByRole('textbox', { name: 'Search in this terminal' });
  await expect(field).toBeFocused();
  await field.fill('needle');
  const hits = page.locator('.pane-hits');
  await expect(hits).toHaveText(/of 3$/);
  const before = (await hits.textContent()) ?? '';
  // The add-on counts anew a moment after output; what is pressed within that moment may be lost on it.
  await expect(async () => {
    await field.press('Enter');
    await expect(hits).not.toHaveText(before, { timeout: 500 });
  }).toPass();
  await page.getByRole('button', { name: 'Match case' }).click();
  await expect(hits).toHaveText(/of 2$/);
  await field.press('Escape');
  await expect(field).toBeHidden();
  await expect(page.locator('[data-pane="exec_1"] .xterm-helper-textarea')).toBeFocused();
});

test('layouts and keys choose panes, and F6 leaves the terminal', async ({ page }) => {
  await open(page, 'count=7&open=3');
  await intoTerminal(page, 'exec_1');
  await page.keyboard.press('Control+2');
  await ready(page, 'mgr_1_1');
  await expect(page.locator('[data-pane="mgr_1_1"] .xterm-helper-textarea')).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.locator('[data-pane="mgr_1_1"] .pane-title')).toBeFocused();
  await page.getByRole('button', { name: 'As a grid' }).click();
  for (const id of ['exec_1', 'mgr_1_1', 'spec_1_1_1']) {
    await ready(page, id);
    await expect(page.locator(`[data-pane="${id}"]`)).toBeInViewport();
  }
  await page.locator('[data-pane="spec_1_1_1"]').getByRole('button', { name: 'Show only this' }).click();
  await expect(page.locator('[data-pane="spec_1_1_1"]')).toBeVisible();
  await expect(page.locator('[data-pane="exec_1"]')).toBeHidden();
  await page.getByRole('button', { name: 'Close the pane of spec_1_1_1' }).click();
  await expect(page.locator('[data-pane="spec_1_1_1"]')).toHaveCount(0);
  expect(await typed(page)).toBe('');
});

test('an ended instance can be read and restarted, not typed into', async ({ page }) => {
  await open(page, 'count=7&open=7');
  await page.getByRole('tab', { name: /mgr_1_2, crashed/ }).click();
  await ready(page, 'mgr_1_2');
  await page.keyboard.type('no');
  await page.locator('[data-pane="mgr_1_2"]').getByRole('button', { name: 'Restart' }).click();
  await expect
    .poll(() =>
      page.evaluate(() =>
        window.terminals.calls.map(({ verb }) => verb).filter((verb) => verb !== 'instances.resize'),
      ),
    )
    .toEqual(['instances.restart']);
});

test('a connection that may only look types, resizes and restarts nothing', async ({ page }) => {
  await open(page, 'count=7&open=1&readOnly');
  await intoTerminal(page, 'exec_1');
  await page.keyboard.type('no');
  await expect(page.locator('[data-pane="exec_1"]').getByText('read-only')).toBeVisible();
  await page.keyboard.press('F6');
  await expect(page.locator('[data-pane="exec_1"] .pane-title')).toBeFocused();
  expect(await page.evaluate(() => window.terminals.calls.length)).toBe(0);
});

test('the tree is walked, folded, filtered and opened by keys', async ({ page }) => {
  await open(page, 'count=7&open=1&tree=340');
  const item = (id: string) => page.locator(`#tree-${id}`);
  await item('exec_1').focus();
  await page.keyboard.press('ArrowDown');
  await expect(item('mgr_1_1')).toBeFocused();
  await expect(item('mgr_1_1')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Space');
  await expect(item('mgr_1_1')).toHaveAttribute('aria-expanded', 'false');
  await expect(item('spec_1_1_1')).toHaveCount(0);
  await page.keyboard.press('Space');
  await page.keyboard.press('End');
  await expect(item('spec_1_2_2')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-pane="spec_1_2_2"] .xterm-helper-textarea')).toBeFocused();
  const filter = page.getByRole('searchbox');
  await filter.fill('crashed');
  await expect(page.getByRole('treeitem')).toHaveCount(2);
  await filter.press('Enter');
  await expect(item('mgr_1_2')).toHaveAttribute('aria-selected', 'true');
  await filter.press('Escape');
  await expect(page.getByRole('treeitem')).toHaveCount(7);
});

test('200 instances are folded, and one that is hidden comes into sight when it is chosen', async ({
  page,
}) => {
  await open(page, 'count=200&open=0&selected=mgr_1_20');
  await expect(page.getByRole('treeitem')).toHaveCount(26);
  await page.locator('#tree-mgr_1_3 .tree-fold').click();
  await expect(page.getByRole('treeitem', { name: /^spec_1_3_/ })).toHaveCount(7);
  await page.locator('#tree-exec_1').focus();
  await page.keyboard.press('0');
  await expect(page.locator('.tree-paper')).not.toHaveAttribute('data-detail', 'all');
  const small = await page.locator('#tree-mgr_1_3').evaluate((node) => node.getBoundingClientRect().width);
  await page.locator('#tree-mgr_1_3').focus();
  await page.locator('#tree-mgr_1_3').click();
  await page.keyboard.press('f');
  await expect
    .poll(() => page.locator('#tree-mgr_1_3').evaluate((node) => node.getBoundingClientRect().width))
    .toBeGreaterThan(small);
  // All at once, as fast as a script can: none is lost on the way.
  await page.locator('.tree-item[data-folded] .tree-fold').evaluateAll((handles) => {
    for (const handle of handles) (handle as HTMLElement).click();
  });
  await expect(page.getByRole('treeitem')).toHaveCount(200);
});

for (const scheme of ['dark', 'light'] as const) {
  test(`axe finds nothing serious (${scheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await open(page, 'count=40&open=6&layout=grid');
    await ready(page, 'exec_1');
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(
      serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
    ).toEqual([]);
  });
}
