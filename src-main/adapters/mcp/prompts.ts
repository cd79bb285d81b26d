import { childRoles, type Role, roles } from '@contract/ids.ts';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  GetPromptRequestSchema,
  type GetPromptResult,
  ListPromptsRequestSchema,
  McpError,
  type Prompt,
} from '@modelcontextprotocol/sdk/types.js';
import type { Caller } from '../../core/model/caller.ts';
import { roleOfCaller } from './role-of-caller.ts';

/** A role's duties in words, with the task that they are for. */
export type Duties = (
  role: Role,
  given: { readonly task: string; readonly parent: string | null },
) => Promise<string>;

const about: Record<Role, string> = {
  executive: 'Lead a run: understand, plan, delegate to managers, check and merge.',
  manager: 'Own one part: divide it among specialists, have it done, check it, hand it up as one branch.',
  specialist: 'Do one piece of work completely, within its borders, with its tests.',
};

const promptOf = (role: Role): Prompt => ({
  name: role,
  title: `The duties of ${role === 'executive' ? 'an' : 'a'} ${role}`,
  description: about[role],
  arguments: [
    { name: 'task', description: 'What is to be done, complete in itself.', required: true },
    {
      name: 'parent',
      description: 'Whom it reports to, such as mgr_1_1; absent: the person.',
      required: false,
    },
  ],
});

/** An instance's own role, and those that it may give to others. */
const offeredTo = (caller: Caller): readonly Role[] => {
  const role = roleOfCaller(caller);
  return role === null ? roles : [role, ...childRoles[role]];
};

const wrong = (message: string): McpError => new McpError(ErrorCode.InvalidParams, message);

/** Serves each role's duties as a prompt. */
export const servePrompts = (server: Server, duties: Duties, caller: Caller): void => {
  const offered = offeredTo(caller);
  server.registerCapabilities({ prompts: {} });
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: offered.map(promptOf) }));
  server.setRequestHandler(GetPromptRequestSchema, async ({ params }): Promise<GetPromptResult> => {
    const role = offered.find((name) => name === params.name);
    if (role === undefined)
      throw wrong(`There is no prompt "${params.name.slice(0, 100)}". There are: ${offered.join(', ')}.`);
    const { task = '', parent = null } = params.arguments ?? {};
    if (task.trim() === '') throw wrong('task: say what is to be done.');
    const text = await duties(role, { task, parent });
    return { description: about[role], messages: [{ role: 'user', content: { type: 'text', text } }] };
  });
};
