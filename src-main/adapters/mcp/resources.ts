import type { Instance } from '@contract/instances.ts';
import type { Result, TuttiError } from '@contract/result.ts';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  type ReadResourceResult,
  type Resource,
  type ResourceTemplate,
} from '@modelcontextprotocol/sdk/types.js';
import type { Caller } from '../../core/model/caller.ts';
import type { ProjectRooms } from '../../core/ports/rooms.ts';
import { roleOfCaller } from './role-of-caller.ts';
import { errorMetaKey } from './tool-errors.ts';

/** What the MCP specification gives a resource that is not there. */
const resourceNotFound = -32_002;

const mimeType = 'application/json';

const runResource: Resource = {
  uri: 'tutti://run',
  name: 'run',
  title: 'The run',
  description: 'How far everyone is whom you may see: summary, instances by role, hierarchy.',
  mimeType,
};

const templates: readonly ResourceTemplate[] = [
  {
    uriTemplate: 'tutti://instances/{id}',
    name: 'instance',
    title: 'An instance',
    description: 'State, task, branch, progress, to-do list and blocker of an instance that you may see.',
    mimeType,
  },
  {
    uriTemplate: 'tutti://tasks/{id}',
    name: 'task',
    title: 'A task',
    description: 'A task with its state, files, dependencies and result.',
    mimeType,
  },
];

const resourceOf = ({ id, role, state }: Instance): Resource => ({
  uri: `tutti://instances/${id}`,
  name: id,
  title: `${id} (${role}, ${state})`,
  mimeType,
});

const refusal = (error: TuttiError, uri: string): McpError =>
  new McpError(
    error.code === 'not_found' ? resourceNotFound : ErrorCode.InvalidRequest,
    `${error.message}. ${error.remedy}`,
    { uri, [errorMetaKey]: error },
  );

const demand = <T>(result: Result<T>, uri: string): T => {
  if (!result.ok) throw refusal(result.error, uri);
  return result.value;
};

const notThere = (uri: string, message: string): McpError =>
  refusal({ code: 'not_found', message, remedy: 'List the resources to see what there is.' }, uri);

/** By the caller's rights: whoever leads nobody sees itself alone. */
const readRun = async (rooms: ProjectRooms, caller: Caller): Promise<unknown> =>
  roleOfCaller(caller) === 'specialist'
    ? demand(await rooms.call(caller, 'progress.get', {}), runResource.uri)
    : demand(await rooms.call(caller, 'progress.all', {}), runResource.uri);

const readInstance = async (rooms: ProjectRooms, caller: Caller, id: string, uri: string) => {
  const instances = demand(await rooms.call(caller, 'instances.list', {}), uri);
  const found = instances.find((instance) => instance.id === id);
  if (found === undefined) throw notThere(uri, `There is no instance ${id} that you may see`);
  return found;
};

const readTask = async (rooms: ProjectRooms, caller: Caller, id: string, uri: string) => {
  const tasks = demand(await rooms.call(caller, 'tasks.list', {}), uri);
  const found = tasks.find((task) => task.id === id);
  if (found === undefined) throw notThere(uri, `There is no task ${id} that you may see`);
  return found;
};

const readValue = async (rooms: ProjectRooms, caller: Caller, uri: string): Promise<unknown> => {
  if (uri === runResource.uri) return readRun(rooms, caller);
  const [, kind, id = ''] = /^tutti:\/\/(instances|tasks)\/([\w-]+)$/.exec(uri) ?? [];
  if (kind === 'instances') return readInstance(rooms, caller, id, uri);
  if (kind === 'tasks') return readTask(rooms, caller, id, uri);
  throw notThere(uri, `There is no resource ${uri.slice(0, 200)}`);
};

/** Serves the run as resources, for clients that show or attach them; nothing can be changed here. */
export const serveResources = (server: Server, rooms: ProjectRooms, caller: Caller): void => {
  server.registerCapabilities({ resources: {} });
  server.setRequestHandler(ListResourcesRequestSchema, async () => {
    const instances = demand(await rooms.call(caller, 'instances.list', {}), 'tutti://instances');
    return { resources: [runResource, ...instances.map(resourceOf)] };
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [...templates],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params }): Promise<ReadResourceResult> => {
    const { uri } = params;
    const value = await readValue(rooms, caller, uri);
    return { contents: [{ uri, mimeType, text: JSON.stringify(value, null, 2) }] };
  });
};
