import { ok } from '@contract/result.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeRooms } from '../../support/fake-rooms.ts';
import { McpBench, personToken } from './mcp-bench.ts';

describe('what is read beside the tools', () => {
  let bench: McpBench;
  let rooms: FakeRooms;
  let url: string;

  beforeEach(async () => {
    bench = new McpBench();
    rooms = new FakeRooms();
    ({ url } = await bench.serve(rooms));
  });
  afterEach(() => bench.end());

  const as = async (id: string) =>
    (await bench.connect(url, id === 'person' ? personToken : rooms.tokenOf(id))).client;
  const read = async (id: string, uri: string): Promise<Record<string, unknown>> => {
    const { contents } = await (await as(id)).readResource({ uri });
    const [content] = contents;
    expect(content).toMatchObject({ uri, mimeType: 'application/json' });
    return JSON.parse(content !== undefined && 'text' in content ? content.text : '');
  };

  it('lists the run, the instances that the caller may see, and the templates', async () => {
    const client = await as('mgr_1_1');
    expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual([
      'tutti://run',
      'tutti://instances/exec_1',
      'tutti://instances/mgr_1_1',
      'tutti://instances/spec_1_1_1',
    ]);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'tutti://instances/{id}',
      'tutti://tasks/{id}',
    ]);
  });

  it('reads the run by the caller’s rights', async () => {
    expect(await read('exec_1', 'tutti://run')).toMatchObject({ summary: { total: 3 } });
    expect(await read('spec_1_1_1', 'tutti://run')).toMatchObject({ instance: { id: 'spec_1_1_1' } });
    expect(rooms.calls.map(({ verb }) => verb)).toEqual(['progress.all', 'progress.get']);
  });

  it('reads an instance that the caller may see, and no other', async () => {
    expect(await read('person', 'tutti://instances/mgr_1_1')).toMatchObject({
      id: 'mgr_1_1',
      role: 'manager',
    });
    rooms.on('instances.list', () => ok([]));
    await expect(read('exec_1', 'tutti://instances/mgr_1_1')).rejects.toMatchObject({
      code: -32_002,
      data: { uri: 'tutti://instances/mgr_1_1' },
    });
  });

  it.each([
    'tutti://tasks/task_1',
    'tutti://instances/',
    'tutti://instances/../secrets',
    'file:///etc/passwd',
    'nonsense',
  ])('%s is not there', async (uri) => {
    await expect((await as('exec_1')).readResource({ uri })).rejects.toMatchObject({ code: -32_002 });
    expect(bench.errors()).toEqual([]);
  });

  it('offers a prompt for each role that the caller has or may give', async () => {
    const names = async (id: string): Promise<string[]> =>
      (await (await as(id)).listPrompts()).prompts.map(({ name }) => name);
    expect(await names('person')).toEqual(['executive', 'manager', 'specialist']);
    expect(await names('exec_1')).toEqual(['executive', 'manager', 'specialist']);
    expect(await names('mgr_1_1')).toEqual(['manager', 'specialist']);
    expect(await names('spec_1_1_1')).toEqual(['specialist']);
  });

  it('gives the duties with the task', async () => {
    const client = await as('mgr_1_1');
    const args = { task: 'Write the parser', parent: 'mgr_1_1' };
    const { messages } = await client.getPrompt({ name: 'specialist', arguments: args });
    expect(messages).toEqual([
      { role: 'user', content: { type: 'text', text: 'duties of specialist for mgr_1_1: Write the parser' } },
    ]);
  });

  it.each([
    ['executive', { task: 'x' }, /no prompt "executive".*manager, specialist/],
    ['specialist', { task: ' ' }, /task: say what is to be done/],
    ['specialist', {}, /task/],
  ])('refuses %s %j', async (name, args, message) => {
    const client = await as('mgr_1_1');
    await expect(client.getPrompt({ name, arguments: args as Record<string, string> })).rejects.toMatchObject(
      {
        code: -32_602,
        message: expect.stringMatching(message),
      },
    );
  });
});
