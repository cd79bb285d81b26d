import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type AgentKind, agentKinds } from '../../support/agent-clis/agent-kind.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { prepareHome } from '../../support/agent-clis/prepare-home.ts';
import { reportedUsage } from '../../support/agent-clis/reported-usage.ts';
import { runHeadless } from '../../support/agent-clis/run-headless.ts';
import { startNoteServer } from '../../support/agent-clis/start-note-server.ts';
import { handsOf, mcpCall } from '../../support/model-api/hands.ts';
import { status, text, thinking, usage } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { modelApiForTest } from './ask.ts';

/** A real CLI in a home and a folder of its own, asked one thing. */
const play = async (kind: AgentKind, scripted: (work: string) => Script, prompt: string) => {
  const folder = tempFolder();
  const work = join(folder, 'work');
  mkdirSync(work);
  const api = await modelApiForTest(scripted(work));
  const notes = await startNoteServer('desk', 'a-token');
  onTestFinished(() => notes.stop());
  const place = { baseUrl: api.url, trusted: [work], skipPermissions: true, mcp: notes.place };
  const home = prepareHome(kind, join(folder, 'home'), place);
  const run = await runHeadless(home, work, prompt);
  const evidence = `${run.stdout}\n${run.stderr}\n${api.exchanges.describe()}`;
  expect(run.code, evidence).toBe(0);
  return { api, work, home, run, notes };
};

/** One plot for any CLI, a step a turn: it ends when the tools have all been used. */
const craft = (work: string): Script => {
  const file = join(work, 'made.txt');
  const scenes: readonly Script[] = [
    (request) => [thinking('so'), text('I begin.'), handsOf(request).writeFile(file, 'one\ntwo\n')],
    (request) => handsOf(request).readFile(file),
    (request) => handsOf(request).editFile(file, 'two', 'drei'),
    (request) => mcpCall(request, 'desk', 'note', { text: 'half way' }),
    (request) => handsOf(request).shell('cat made.txt > copy.txt; echo end >> copy.txt'),
  ];
  return (request, context) => scenes[context.ordinal - 1]?.(request, context) ?? 'all done';
};

for (const kind of agentKinds) {
  describeAgent(kind, () => {
    test('a message is answered, and its tokens are the ones that were counted', async () => {
      const { api, home, run } = await play(
        kind,
        () => (request) => [
          text(`ok: ${request.lastUserText}`),
          usage({ input: 1200, output: 34, cacheRead: 560, cacheWrite: 78 }),
        ],
        'hello',
      );
      expect(run.stdout).toContain('ok: hello');
      const main = api.exchanges.all.filter(({ request }) => request.kind === 'main');
      expect(main).toMatchObject([
        { request: { client: kind, credential: home.key, lastUserText: 'hello' } },
      ]);
      expect(reportedUsage(kind, run.stdout)).toEqual({ fresh: 1278, cacheRead: 560, output: 34 });
    });

    test('its own tools write, read and change files, run a command and reach an MCP server', async () => {
      const { api, work, run, notes } = await play(kind, craft, 'go on');
      expect(readFileSync(join(work, 'made.txt'), 'utf8')).toBe('one\ndrei\n');
      expect(readFileSync(join(work, 'copy.txt'), 'utf8')).toBe('one\ndrei\nend\n');
      expect(notes.notes).toEqual(['half way']);
      expect(run.stdout).toContain('all done');
      const { input, cacheWrite, cacheRead, output } = api.exchanges.usage(
        ({ request }) => request.kind === 'main',
      );
      expect(reportedUsage(kind, run.stdout)).toEqual({ fresh: input + cacheWrite, cacheRead, output });
    });

    test('an overloaded server is asked again until it answers', async () => {
      const script: Script = (_, { attempt }) => (attempt === 1 ? status(529) : text('recovered'));
      const { api, run } = await play(kind, () => script, 'hello');
      expect(run.stdout).toContain('recovered');
      const main = api.exchanges.all.filter(({ request }) => request.kind === 'main');
      expect(main.map(({ status }) => status)).toEqual([529, 200]);
    });
  });
}
