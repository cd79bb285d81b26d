import { spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '@contract/instances.ts';
import { sumUsed } from '@contract/usage.ts';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { halves, testFile } from '../../../src-main/adapters/agents/rehearsal-material/pieces.ts';
import { makeSampleRepository } from '../../../src-main/adapters/agents/rehearsal-material/sample-repository.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { installedCli } from '../../support/agent-clis/installed-cli.ts';
import { prepareHome } from '../../support/agent-clis/prepare-home.ts';
import { allEvents, DesktopWorld } from '../../support/desktop-app.ts';
import { done, eventually, instancesOf } from '../../support/headless-host.ts';
import { startModelApi } from '../../support/model-api/start-model-api.ts';
import { git, gitAgrees, testsIn } from '../../support/rehearsal-world.ts';
import { treeItem } from '../../support/window-words.ts';
import { teamPlot } from './team-plot.ts';

/** Tests of what is there yet: the one of the whole passes only when all of it is. */
const check = "node --test $(git ls-files 'test/*' ':!test/index.test.js')";

/** What the agents' tools are called that a person would be asked about. */
const used = ['Bash', 'Write'];

const openWorld = async () => {
  const api = await startModelApi({ script: teamPlot });
  const world = new DesktopWorld();
  const home = prepareHome('claude', join(world.folder, 'home'), { baseUrl: api.url, trusted: [] });
  const bin = join(world.folder, 'bin');
  mkdirSync(bin);
  symlinkSync(installedCli('claude') ?? '/nowhere', join(bin, 'claude'));
  Object.assign(world.env, home.env, { PATH: `${bin}:${world.env.PATH}` });
  return { api, world };
};

describeAgent('claude', () => {
  test('one executive, two managers and four specialists, begun in the window: a conflict is resolved by whose it is, and all is merged into the person’s branch', async () => {
    const { api, world } = await openWorld();
    try {
      const root = join(world.folder, 'library');
      done(await makeSampleRepository(root));
      const { page, quit } = await world.launch([root]);
      const client = await world.connect(root);
      const terms = { effect: 'allow', profile: 'claude', run: null } as const;
      done(await client.call('rules.add', { ...terms, about: 'dialog', tool: 'trust' }));
      const { settings } = done(await client.call('view.get', {}));
      done(await client.call('settings.set', { ...settings, merging: { ...settings.merging, check } }));
      for (const tool of used) done(await client.call('rules.add', { ...terms, about: 'permission', tool }));

      await page.getByRole('heading', { name: 'library' }).waitFor();
      await page.keyboard.press('n');
      const dialog = page.getByRole('dialog', { name: 'New instance' });
      await dialog.getByLabel('Profile').click();
      await page.getByRole('option', { name: /^Claude Code/ }).click();
      await dialog.getByLabel('Role', { exact: true }).click();
      await page.getByRole('option', { name: 'executive' }).click();
      await dialog.getByLabel('Task', { exact: true }).fill('Have the library written.');
      await dialog.getByRole('button', { name: 'Start', exact: true }).click();

      const stage = (what: string, reached: (now: readonly Instance[]) => boolean): Promise<Instance[]> =>
        eventually(what, async () => {
          const now = await instancesOf(client);
          return reached(now) && now;
        }).catch(async (error: unknown) => {
          const states = (await instancesOf(client)).map(
            ({ id, state, reason }) => `${id} ${state}: ${reason}`,
          );
          throw new Error(`${String(error)}\n${states.join('\n')}\n${api.exchanges.describe()}`);
        });
      const finished = (now: readonly Instance[]): number =>
        now.filter(({ state }) => state === 'done').length;
      await stage('the executive has its managers', (now) => now.length >= 3);
      await stage('everyone is there', (now) => now.length === 7);
      const asked = async (): Promise<number> => done(await client.call('merges.list', {})).length;
      await eventually('both halves are asked to be merged', async () => (await asked()) >= 4);
      await stage('the specialists are done', (now) => finished(now) >= 4);
      const all = await stage('everyone is done', (now) => finished(now) === 7);
      expect(all.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['exec_1', 'mgr_1_1', 'mgr_1_2', 'spec_1_1_1', 'spec_1_2_2']),
      );
      await eventually(
        'the window shows it',
        async () => (await treeItem(page, 'spec_1_2_2').getAttribute('data-state')) === 'done',
      );
      if (process.env.TUTTI_SHOT) await page.screenshot({ path: process.env.TUTTI_SHOT });

      for (const { pieces } of halves) {
        for (const piece of pieces) {
          const worker = all.find(({ task }) => task === `Write the piece ${piece.name}.`);
          const cwd = realpathSync(worker?.cwd ?? '/nowhere');
          expect(git(cwd, 'log', '--format=%s')).toContain(`Add ${piece.name}`);
          expect(git(cwd, 'status', '--porcelain'), 'nothing of Tutti’s or left over').toEqual(['']);
          // Without this runner's own variables.
          const tested = spawnSync(process.execPath, ['--test', testFile(piece)], {
            cwd,
            env: { PATH: process.env.PATH },
            encoding: 'utf8',
          });
          expect(tested.status, tested.stdout).toBe(0);
        }
      }
      const events = await allEvents(client);
      expect(events.filter(({ kind }) => kind === 'message.failed' || kind === 'call.refused')).toEqual([]);
      const accepted = events.flatMap((event) =>
        event.kind === 'message.accepted' ? [event.data.message] : [],
      );
      expect(new Set(accepted).size, 'each message is accepted once').toBe(accepted.length);
      // Words and sentences add a step at the same place; whose branch came later was told, merged the other side, and it went on.
      const { merges } = done(await client.call('view.get', {}));
      expect(merges.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'merged'));
      expect(merges.every(({ check: ran }) => ran?.outcome === 'passed')).toBe(true);
      const conflicts = events.flatMap((event) => (event.kind === 'merge.conflicted' ? [event.data] : []));
      expect(conflicts.map(({ files }) => files)).toEqual([[{ path: 'src/clean.js', kind: 'content' }]]);
      await finishInWindow(page);
      await eventually('it is in the person’s branch', async () =>
        gitAgrees(root, 'merge-base', '--is-ancestor', 'tutti/1/exec_1', 'main'),
      );
      expect(testsIn(root)).toBe(15);
      expect(git(root, 'status', '--porcelain')).toEqual(['']);
      // Main requests alone: a title is asked for beside the conversation. Each says a last word after it is done.
      await eventually('the tokens are those that the model server counted', async () => {
        const counted = api.exchanges.usage((exchange) => exchange.request.kind === 'main');
        const now = sumUsed((await instancesOf(client)).flatMap(({ used }) => Object.values(used)));
        return now.input === counted.input && now.output === counted.output;
      });

      done(await client.call('instances.terminate', { id: 'exec_1' }));
      expect(await quit()).toBe(0);
    } finally {
      await world.end();
      await api.stop();
    }
  }, 300_000);
});

const finishInWindow = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'Merges' }).click();
  await page.getByRole('button', { name: 'Finish into main…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Merge into main' }).click();
};
