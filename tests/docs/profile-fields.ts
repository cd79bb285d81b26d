import { profileSchema } from '@contract/profiles.ts';
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
