import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { agentKinds } from '../../support/agent-clis/agent-kind.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { reportedUsage } from '../../support/agent-clis/reported-usage.ts';
import type { Exchange } from '../../support/model-api/exchanges.ts';
import { handsOf, mcpCall } from '../../support/model-api/hands.ts';
import { status, text, thinking, usage } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { playHeadless } from './play-headless.ts';

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

const isMain = ({ request }: Exchange): boolean => request.kind === 'main';

for (const kind of agentKinds) {
  describeAgent(kind, () => {
    test('a message is answered, and its tokens are the ones that were counted', async () => {
      const cost = usage({ input: 1200, output: 34, cacheRead: 560, cacheWrite: 78 });
      const script: Script = ({ lastUserText }) => [text(`ok: ${lastUserText}`), cost];
      const { main, home, run, evidence } = await playHeadless(kind, () => script, 'hello');
      expect(run.code, evidence).toBe(0);
      expect(run.stdout).toContain('ok: hello');
      const request = { client: kind, credential: home.key, lastUserText: 'hello' };
      expect(main).toMatchObject([{ request }]);
      expect(reportedUsage(kind, run.stdout)).toEqual({ fresh: 1278, cacheRead: 560, output: 34 });
    });

    test('its own tools write, read and change files, run a command and reach an MCP server', async () => {
      const { api, work, run, notes, evidence } = await playHeadless(kind, craft, 'go on');
      expect(run.code, evidence).toBe(0);
      expect(readFileSync(join(work, 'made.txt'), 'utf8')).toBe('one\ndrei\n');
      expect(readFileSync(join(work, 'copy.txt'), 'utf8')).toBe('one\ndrei\nend\n');
      expect(notes).toEqual(['half way']);
      expect(run.stdout).toContain('all done');
      const { input, cacheWrite, cacheRead, output } = api.exchanges.usage(isMain);
      expect(reportedUsage(kind, run.stdout)).toEqual({ fresh: input + cacheWrite, cacheRead, output });
    });

    test('an overloaded server is asked again until it answers', async () => {
      const script: Script = (_, { attempt }) => (attempt === 1 ? status(529) : text('recovered'));
      const { main, run, evidence } = await playHeadless(kind, () => script, 'hello');
      expect(run.code, evidence).toBe(0);
      expect(run.stdout).toContain('recovered');
      expect(main.map(({ status }) => status)).toEqual([529, 200]);
    });
  });
}
