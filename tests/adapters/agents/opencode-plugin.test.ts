// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parseProfile } from '../../../src-main/adapters/agents/parse-profile.ts';
import opencodeYaml from '../../../src-main/adapters/agents/shipped/opencode.yaml?raw';
import { eventually } from '../../support/headless-host.ts';

interface Hooks {
  event(input: { readonly event: unknown }): Promise<void>;
  'chat.message'(input: unknown, output: unknown): Promise<void>;
  'shell.env'(input: unknown, output: { readonly env: Record<string, string> }): Promise<void>;
}
type Plugin = (input: { readonly client: unknown }) => Promise<Hooks>;

/** The shipped plugin, loaded as OpenCode does it, with a Tutti that keeps what it is told. */
const openPlugin = async ({ session = 'a-uuid', silent = false } = {}) => {
  const told: string[] = [];
  const unanswered: ServerResponse[] = [];
  const tutti = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding was set: they are buffers
    const { type, properties } = JSON.parse(Buffer.concat(chunks).toString());
    told.push([type, properties.status?.type].filter(Boolean).join(' '));
    if (silent) unanswered.push(response);
    else response.end('{}');
  });
  await new Promise<void>((resolve) => tutti.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'tutti-opencode-plugin-'));
  onTestFinished(() => {
    tutti.closeAllConnections();
    tutti.close();
    rmSync(folder, { recursive: true });
  });
  const url = `http://127.0.0.1:${(tutti.address() as AddressInfo).port}`; // a TCP server that listens has one
  const text = parseProfile(opencodeYaml, 'opencode.yaml').profile?.files['tutti.js'] ?? '';
  const file = join(folder, 'tutti.mjs');
  writeFileSync(file, text.replaceAll('${hookUrl}', url));
  vi.stubEnv('TUTTI_SESSION', session);
  const prompt = vi.fn(async () => undefined);
  const { Tutti } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { readonly Tutti: Plugin };
  const hooks = await Tutti({ client: { session: { prompt } } });
  const happen = (type: string, properties: object = {}): Promise<void> =>
    hooks.event({ event: { type, properties: { sessionID: 'ses_1', ...properties } } });
  const status = (type: string): Promise<void> => happen('session.status', { status: { type } });
  const untilTold = (what: string): Promise<boolean> =>
    eventually(`${what} is told`, () => told.includes(what));
  return { told, hooks, prompt, happen, status, untilTold };
};

test('what it runs gets the folders of the person, where it has a home of its own', async () => {
  vi.stubEnv('TUTTI_OUTSIDE', '{"XDG_CONFIG_HOME":"/home/me/.config","XDG_DATA_HOME":""}');
  const { hooks } = await openPlugin();
  const env = { MORE: 'of another plugin' };
  await hooks['shell.env']({ cwd: '/' }, { env });
  expect(env).toEqual({ MORE: 'of another plugin', XDG_CONFIG_HOME: '/home/me/.config', XDG_DATA_HOME: '' });
  vi.unstubAllEnvs();
});

test('a turn that failed is over when it is called idle for the second time', async () => {
  const { told, happen, status, untilTold } = await openPlugin();
  await status('busy');
  await happen('session.error', { error: { name: 'MessageAbortedError' } });
  await status('idle');
  await happen('todo.updated', { todos: [] });
  await status('idle');
  await untilTold('session.status idle');
  expect(told).toEqual(['session.status busy', 'session.error', 'todo.updated', 'session.status idle']);
});

test('a turn that failed and is called idle but once is over as well', async () => {
  const { status, happen, untilTold } = await openPlugin();
  await happen('session.error', { error: { name: 'Unknown' } });
  await status('idle');
  await untilTold('session.status idle');
});

test('it goes on after an error: the next idle is the end of its turn', async () => {
  const { told, status, happen, untilTold } = await openPlugin();
  await happen('session.error', { error: { name: 'ContextOverflowError' } });
  await status('busy');
  await status('idle');
  await happen('todo.updated', { todos: [] });
  await untilTold('todo.updated');
  expect(told).toEqual(['session.error', 'session.status busy', 'session.status idle', 'todo.updated']);
});

test('while a question stands there it is not called busy; the end of its turn takes the question away', async () => {
  const { told, status, happen, untilTold } = await openPlugin();
  await happen('permission.asked', { id: 'per_1' });
  await status('busy');
  await untilTold('permission.asked');
  await happen('permission.replied', { requestID: 'per_1' });
  await happen('question.asked', { id: 'que_1' });
  await untilTold('question.asked');
  await status('idle');
  await status('busy');
  await untilTold('session.status busy');
  expect(told).toEqual([
    'permission.asked',
    'permission.replied',
    'question.asked',
    'session.status idle',
    'session.status busy',
  ]);
});

test('OpenCode does not wait until Tutti knows of a prompt', async () => {
  const { hooks, untilTold } = await openPlugin({ silent: true });
  await hooks['chat.message']({ sessionID: 'ses_1' }, { parts: [{ type: 'text', text: 'hello' }] });
  await untilTold('tutti.prompt');
});

test('a conversation that goes on is told to; one that begins is not', async () => {
  const first = await openPlugin();
  // What the first would have set off comes before what this one sets off.
  const again = await openPlugin({ session: 'ses_7' });
  await eventually('it is told to go on', () => again.prompt.mock.calls.length > 0);
  expect(again.prompt).toHaveBeenCalledExactlyOnceWith({
    path: { id: 'ses_7' },
    body: { parts: [{ type: 'text', text: expect.stringContaining('"First of all"') }] },
  });
  expect(first.prompt).not.toHaveBeenCalled();
});

test('what it has answered itself by the time it would be shown is not told as a question', async () => {
  const { told, status, happen, untilTold } = await openPlugin();
  await Promise.all([
    happen('permission.asked', { id: 'per_1' }),
    happen('permission.replied', { requestID: 'per_1' }),
    status('idle'),
  ]);
  await untilTold('session.status idle');
  expect(told).toEqual(['permission.replied', 'session.status idle']);
});
