import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '@contract/instances.ts';
import { sumUsed } from '@contract/usage.ts';
import { expect, test } from 'vitest';
import { halves, testFile } from '../../../src-main/adapters/agents/rehearsal-material/pieces.ts';
import { makeSampleRepository } from '../../../src-main/adapters/agents/rehearsal-material/sample-repository.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { installedCli } from '../../support/agent-clis/installed-cli.ts';
import { prepareHome } from '../../support/agent-clis/prepare-home.ts';
import { allEvents, DesktopWorld } from '../../support/desktop-app.ts';
import { done, eventually, instancesOf } from '../../support/headless-host.ts';
import { startModelApi } from '../../support/model-api/start-model-api.ts';
import { treeItem } from '../../support/window-words.ts';
import { teamPlot } from './team-plot.ts';

/** What the agents' tools are called that a person would be asked about. */
const asked = ['Bash', 'Write'];

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
  test('one executive, two managers and four specialists, begun in the window, end with committed work whose tests pass', async () => {
    const { api, world } = await openWorld();
    try {
      const root = join(world.folder, 'library');
      done(await makeSampleRepository(root));
      const { page, quit } = await world.launch([root]);
      const client = await world.connect(root);
      const terms = { effect: 'allow', profile: 'claude', run: null } as const;
      done(await client.call('rules.add', { ...terms, about: 'dialog', tool: 'trust' }));
      for (const tool of asked) done(await client.call('rules.add', { ...terms, about: 'permission', tool }));

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
          expect(git(cwd, 'log', '-1', '--format=%s')).toBe(`Add ${piece.name}`);
          expect(git(cwd, 'status', '--porcelain'), 'nothing of Tutti’s or left over').toBe('');
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
      expect(accepted).toHaveLength(6);
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

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
