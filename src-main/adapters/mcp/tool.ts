import type { Role } from '@contract/ids.ts';
import type { ProjectVerbName, VerbOutput } from '@contract/verbs.ts';
import { projectVerbs } from '@contract/verbs.ts';
import type { CallToolResult, Tool as ListedTool, ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { Caller } from '../../core/model/caller.ts';
import type { ProjectRooms } from '../../core/ports/rooms.ts';
import { answerBadInput, answerError } from './tool-errors.ts';

/** A tool is one verb of the contract, told to a model. */
export interface ToolDefinition<V extends ProjectVerbName> {
  readonly name: string;
  readonly verb: V;
  readonly title: string;
  /** What it does, when to use it, what it answers, an example. */
  readonly description: string;
  readonly annotations: ToolAnnotations;
  /** The roles it is offered to. A call by another still goes to the rooms, which refuse it with an event. */
  readonly roles: readonly Role[];
  /** What each argument means. */
  readonly fields: Readonly<Record<string, string>>;
  /** Arguments that only the person may use: not shown to an instance. */
  readonly personOnly?: readonly string[];
  /** The name of the list, where the verb answers with one: structured content must be an object. */
  readonly listName?: string;
  /** The answer with less in it, where a model is better served so; of the same schema. */
  readonly brief?: (output: VerbOutput<V>) => VerbOutput<V>;
  /** What a model reads; each text is a content block of its own. */
  readonly render: (output: VerbOutput<V>) => readonly string[];
}

/** A tool without its verb's types, so that all fit one list. */
export interface Tool {
  readonly name: string;
  readonly verb: ProjectVerbName;
  readonly roles: readonly Role[];
  /** As `tools/list` shows it. */
  listing(to: Caller): ListedTool;
  call(rooms: ProjectRooms, caller: Caller, args: unknown): Promise<CallToolResult>;
}

const inputJson = (
  schema: z.ZodObject,
  fields: Readonly<Record<string, string>>,
  hidden: readonly string[],
) => {
  const shown = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  const properties = Object.entries(shown.properties ?? {})
    .filter(([field]) => !hidden.includes(field))
    .map(([field, property]) => {
      const description = fields[field];
      return [field, typeof property === 'object' && description ? { ...property, description } : property];
    });
  return { ...shown, properties: Object.fromEntries(properties) } as ListedTool['inputSchema'];
};

const outputJson = (schema: z.ZodObject): ListedTool['outputSchema'] =>
  z.toJSONSchema(schema, {
    io: 'output',
    target: 'draft-7',
    // A client keeps the list it was given: after an update of the host, answers with a new field must still pass.
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  }) as ListedTool['outputSchema'];

const asObject = (schema: z.ZodType, listName: string | undefined): z.ZodObject => {
  if (listName !== undefined) return z.object({ [listName]: schema });
  if (schema instanceof z.ZodObject) return schema;
  throw new TypeError('a tool whose verb answers with no object needs a listName');
};

/** Makes a tool of a verb: schemas from the contract, words from the definition. */
export const tool = <V extends ProjectVerbName>(definition: ToolDefinition<V>): Tool => {
  const verb = projectVerbs[definition.verb];
  // A misspelt argument must not be dropped in silence (`child: false` would end the children too): hence strict.
  const input = (verb.input as z.ZodObject).strict();
  const output = asObject(verb.output, definition.listName);
  const outputSchema = outputJson(output);
  const { name, title, description, annotations, fields } = definition;
  const listed = (hidden: readonly string[]): ListedTool => ({
    name,
    title,
    description,
    annotations: { title, openWorldHint: false, ...annotations },
    inputSchema: inputJson(input, fields, hidden),
    outputSchema,
  });
  const toPerson = listed([]);
  const toInstance = listed(definition.personOnly ?? []);
  return {
    name,
    verb: definition.verb,
    roles: definition.roles,
    listing: (to) => (to.kind === 'person' ? toPerson : toInstance),
    call: async (rooms, caller, args) => {
      const parsed = input.safeParse(args ?? {});
      if (!parsed.success) return answerBadInput(name, input, parsed.error);
      // The schema that was parsed with is this verb's own.
      const result = await rooms.call(
        caller,
        definition.verb,
        parsed.data as Parameters<typeof rooms.call<V>>[2],
      );
      if (!result.ok) return answerError(result.error);
      const { listName, brief } = definition;
      const value = brief === undefined ? result.value : brief(result.value);
      const structured = output.parse(listName === undefined ? value : { [listName]: value });
      const content = definition.render(result.value).map((text) => ({ type: 'text' as const, text }));
      return { content, structuredContent: structured };
    },
  };
};
