import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AgentKind } from '../../support/agent-clis/agent-kind.ts';
import { prepareHome } from '../../support/agent-clis/prepare-home.ts';
import { runHeadless } from '../../support/agent-clis/run-headless.ts';
import { startNoteServer } from '../../support/agent-clis/start-note-server.ts';
import type { Script } from '../../support/model-api/script.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { modelApiForTest } from './ask.ts';

/** A real CLI in a home and a folder of its own is asked one thing, and ends. No tool asks for leave. */
export const playHeadless = async (kind: AgentKind, scripted: (work: string) => Script, prompt: string) => {
  const folder = tempFolder();
  const work = join(folder, 'work');
  mkdirSync(work);
  const api = await modelApiForTest(scripted(work));
  const notes = await startNoteServer('desk', 'a-token');
  onTestFinished(() => notes.stop());
  const place = { baseUrl: api.url, trusted: [work], skipPermissions: true, mcp: notes.place };
  const home = prepareHome(kind, join(folder, 'home'), place);
  const run = await runHeadless(home, work, prompt);
  const main = api.exchanges.all.filter(({ request }) => request.kind === 'main');
  const evidence = `${run.stdout}\n${run.stderr}\n${api.exchanges.describe()}`;
  return { api, main, work, home, run, notes: notes.notes, evidence };
};
