import { profileSchema } from '@contract/profiles.ts';
import { runTemplateSchema } from '@contract/run-templates.ts';
import { z } from 'zod';

interface Described {
  readonly properties?: Readonly<Record<string, Described>>;
  readonly additionalProperties?: unknown;
}

const namesIn = (described: Described, path: string): string[] =>
  Object.entries(described.properties ?? {}).flatMap(([name, field]) => {
    const full = path === '' ? name : `${path}.${name}`;
    return field.properties === undefined ? [full] : namesIn(field, full);
  });

/** Every field of a profile as it is written in prose: `submit.pauseMs`. */
export const profileFields = (): readonly string[] =>
  namesIn(z.toJSONSchema(profileSchema, { io: 'input', unrepresentable: 'any' }) as Described, '');

interface Listed extends Described {
  readonly items?: Listed;
  readonly properties?: Readonly<Record<string, Listed>>;
}

/** As `namesIn`, with what lists of groups hold: `parts[].name`. */
const namesInLists = (described: Listed, path: string): string[] =>
  Object.entries(described.properties ?? {}).flatMap(([name, field]) => {
    const full = path === '' ? name : `${path}.${name}`;
    if (field.properties !== undefined) return namesInLists(field, full);
    return field.items?.properties === undefined ? [full] : namesInLists(field.items, `${full}[]`);
  });

/** Every field of a run template as it is written in prose: `parts[].manager.prompt`. */
export const templateFields = (): readonly string[] =>
  namesInLists(z.toJSONSchema(runTemplateSchema, { io: 'input', unrepresentable: 'any' }) as Listed, '');
