import { completable } from '@modelcontextprotocol/sdk/server/completable.js';
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  type CallToolResult,
  CreateMessageResultSchema,
  ElicitResultSchema,
  type PromptMessage,
  type ServerNotification,
  type ServerRequest,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** One red pixel. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
/** A WAV header without samples. */
const wav = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=';

const text = (value: string): CallToolResult => ({ content: [{ type: 'text', text: value }] });
const image = { type: 'image', data: png, mimeType: 'image/png' } as const;

/** The suite asks for pauses between notifications, so that a server can't send them in one piece. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

const mountPlainTools = (mcp: McpServer): void => {
  const plain = (name: string, result: CallToolResult): void => {
    mcp.registerTool(name, { description: `Answers always the same (${name})` }, () => result);
  };
  plain('test_simple_text', text('This is a simple text response for testing.'));
  plain('test_image_content', { content: [image] });
  plain('test_audio_content', { content: [{ type: 'audio', data: wav, mimeType: 'audio/wav' }] });
  const embedded = {
    uri: 'test://embedded-resource',
    mimeType: 'text/plain',
    text: 'This is an embedded resource content.',
  };
  plain('test_embedded_resource', { content: [{ type: 'resource', resource: embedded }] });
  const mixed = {
    uri: 'test://mixed-content-resource',
    mimeType: 'application/json',
    text: '{"test":"data","value":123}',
  };
  plain('test_multiple_content_types', {
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      image,
      { type: 'resource', resource: mixed },
    ],
  });
  mcp.registerTool('test_error_handling', { description: 'Throws' }, () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
};

const logs = async (extra: Extra): Promise<CallToolResult> => {
  for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    await extra.sendNotification({ method: 'notifications/message', params: { level: 'info', data } });
    await pause();
  }
  return text('Logged three times.');
};

const progresses = async (extra: Extra): Promise<CallToolResult> => {
  const progressToken = extra._meta?.progressToken;
  for (const progress of [0, 50, 100]) {
    if (progressToken !== undefined) {
      const params = { progressToken, progress, total: 100 };
      await extra.sendNotification({ method: 'notifications/progress', params });
    }
    await pause();
  }
  return text('Progressed to 100.');
};

const samples = async (prompt: string, extra: Extra): Promise<CallToolResult> => {
  const messages = [{ role: 'user' as const, content: { type: 'text' as const, text: prompt } }];
  const params = { messages, maxTokens: 100 };
  const { content } = await extra.sendRequest(
    { method: 'sampling/createMessage', params },
    CreateMessageResultSchema,
  );
  return text(`LLM response: ${content.type === 'text' ? content.text : content.type}`);
};

type AskedSchema = Extract<ServerRequest, { method: 'elicitation/create' }>['params'] extends infer P
  ? P extends { requestedSchema: infer S }
    ? S
    : never
  : never;

const asks = async (message: string, requestedSchema: AskedSchema, extra: Extra): Promise<CallToolResult> => {
  const params = { mode: 'form' as const, message, requestedSchema };
  const { action, content } = await extra.sendRequest(
    { method: 'elicitation/create', params },
    ElicitResultSchema,
  );
  return text(`User response: action=${action}, content=${JSON.stringify(content ?? {})}`);
};

const userSchema: AskedSchema = {
  type: 'object',
  properties: {
    username: { type: 'string', description: "User's response" },
    email: { type: 'string', description: "User's email address" },
  },
  required: ['username', 'email'],
};

const defaultsSchema: AskedSchema = {
  type: 'object',
  properties: {
    name: { type: 'string', default: 'John Doe' },
    age: { type: 'integer', default: 30 },
    score: { type: 'number', default: 95.5 },
    status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', default: true },
  },
};

const titled = (kind: string) =>
  ['First', 'Second', 'Third'].map((word, at) => ({ const: `value${at + 1}`, title: `${word} ${kind}` }));
const untitled = ['option1', 'option2', 'option3'];

const enumsSchema: AskedSchema = {
  type: 'object',
  properties: {
    untitledSingle: { type: 'string', enum: untitled },
    titledSingle: { type: 'string', oneOf: titled('Option') },
    legacyEnum: {
      type: 'string',
      enum: ['opt1', 'opt2', 'opt3'],
      enumNames: ['Option One', 'Option Two', 'Option Three'],
    },
    untitledMulti: { type: 'array', items: { type: 'string', enum: untitled } },
    titledMulti: { type: 'array', items: { anyOf: titled('Choice') } },
  },
};

const mountTalkingTools = (mcp: McpServer): void => {
  mcp.registerTool('test_tool_with_logging', { description: 'Logs' }, logs);
  mcp.registerTool('test_tool_with_progress', { description: 'Tells its progress' }, progresses);
  mcp.registerTool(
    'test_sampling',
    { description: "Asks the client's model", inputSchema: { prompt: z.string() } },
    ({ prompt }, extra) => samples(prompt, extra),
  );
  mcp.registerTool(
    'test_elicitation',
    { description: 'Asks the user', inputSchema: { message: z.string() } },
    ({ message }, extra) => asks(message, userSchema, extra),
  );
  mcp.registerTool('test_elicitation_sep1034_defaults', { description: 'Asks with defaults' }, (extra) =>
    asks('Defaults', defaultsSchema, extra),
  );
  mcp.registerTool('test_elicitation_sep1330_enums', { description: 'Asks with enums' }, (extra) =>
    asks('Enums', enumsSchema, extra),
  );
};

const mountResources = (mcp: McpServer): void => {
  const about = (mimeType: string) => ({ description: 'For testing', mimeType });
  mcp.registerResource('static-text', 'test://static-text', about('text/plain'), ({ href: uri }) => ({
    contents: [{ uri, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }],
  }));
  mcp.registerResource('static-binary', 'test://static-binary', about('image/png'), ({ href: uri }) => ({
    contents: [{ uri, mimeType: 'image/png', blob: png }],
  }));
  mcp.registerResource('watched', 'test://watched-resource', about('text/plain'), ({ href: uri }) => ({
    contents: [{ uri, mimeType: 'text/plain', text: 'Watched.' }],
  }));
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined });
  mcp.registerResource('template', template, about('application/json'), ({ href: uri }, { id }) => {
    const data = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${String(id)}` });
    return { contents: [{ uri, mimeType: 'application/json', text: data }] };
  });
  mcp.server.setRequestHandler(SubscribeRequestSchema, () => ({}));
  mcp.server.setRequestHandler(UnsubscribeRequestSchema, () => ({}));
};

const says = (...contents: PromptMessage['content'][]) => ({
  messages: contents.map((content) => ({ role: 'user' as const, content })),
});

const mountPrompts = (mcp: McpServer): void => {
  mcp.registerPrompt('test_simple_prompt', { description: 'Simple' }, () =>
    says({ type: 'text', text: 'This is a simple prompt for testing.' }),
  );
  const word = completable(z.string(), (begun) =>
    ['paris', 'park', 'party'].filter((it) => it.startsWith(begun)),
  );
  mcp.registerPrompt(
    'test_prompt_with_arguments',
    { description: 'With arguments', argsSchema: { arg1: word, arg2: z.string() } },
    ({ arg1, arg2 }) => says({ type: 'text', text: `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'` }),
  );
  mcp.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'With a resource', argsSchema: { resourceUri: z.string() } },
    ({ resourceUri: uri }) =>
      says(
        {
          type: 'resource',
          resource: { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
        },
        { type: 'text', text: 'Please process the embedded resource above.' },
      ),
  );
  mcp.registerPrompt('test_prompt_with_image', { description: 'With an image' }, () =>
    says(image, { type: 'text', text: 'Please analyze the image above.' }),
  );
};

/** The server that the MCP conformance suite expects to find: what its scenarios' descriptions ask for. */
export const conformanceServer = (): McpServer => {
  const capabilities = { logging: {}, resources: { subscribe: true } };
  const mcp = new McpServer({ name: 'conformance-fixture', version: '1' }, { capabilities });
  mountPlainTools(mcp);
  mountTalkingTools(mcp);
  mountResources(mcp);
  mountPrompts(mcp);
  return mcp;
};
