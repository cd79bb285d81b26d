/** What a profile's `${…}` stand for; described at contract/profiles.ts. */
export interface PlaceholderValues {
  readonly mcpUrl: string;
  readonly hookUrl: string;
  readonly token: string;
  readonly nonce: string;
  readonly instance: string;
  readonly task: string;
  readonly prompt: string;
  /** Path of the prompt file, empty where the profile has none. */
  readonly promptFile: string;
  readonly project: string;
  readonly node: string;
  readonly rehearsal: string;
  readonly shell: string;
  /** Folder of the profile's `files`. */
  readonly files: string;
  /** The conversation that begins or is resumed. */
  readonly session: string;
  /** Empty where none was chosen. */
  readonly model: string;
}

export const placeholderNames = [
  'mcpUrl',
  'hookUrl',
  'token',
  'nonce',
  'instance',
  'task',
  'prompt',
  'promptFile',
  'project',
  'node',
  'rehearsal',
  'shell',
  'files',
  'session',
  'model',
] as const satisfies readonly (keyof PlaceholderValues)[];

// `$${` first, so that an escaped one is never read as the start of a placeholder.
const placeholder = /\$\$\{|\$\{([^}]*)\}/g;

const isKnown = (name: string): name is keyof PlaceholderValues =>
  (placeholderNames as readonly string[]).includes(name);

/** The `${…}` of a text that stand for nothing, in order. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(placeholder)]
    .map((match) => match[1])
    .filter((n) => n !== undefined && !isKnown(n)) as string[];

/** Whether a text asks for a value. */
export const usesPlaceholder = (text: string, name: keyof PlaceholderValues): boolean =>
  [...text.matchAll(placeholder)].some((match) => match[1] === name);

/**
 * Replaces each `${name}` by its value and `$${` by `${`, in one pass: a value that itself contains `${…}` (a task may)
 * is put in as it is. A name that is not known stays as written; profiles with one are refused when they are read.
 */
export const fillPlaceholders = (
  text: string,
  values: PlaceholderValues,
  encode: (value: string) => string = (value) => value,
): string =>
  text.replace(placeholder, (whole: string, name: string | undefined) => {
    if (name === undefined) return '${';
    return isKnown(name) ? encode(values[name]) : whole;
  });

const insideString = (value: string): string => JSON.stringify(value).slice(1, -1);

/** The content of one of a profile's files. JSON's escapes are TOML's, too. */
export const fillFile = (name: string, content: string, values: PlaceholderValues): string =>
  fillPlaceholders(content, values, /\.(json|toml)$/.test(name) ? insideString : undefined);
