// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import { type Profile, profileSchema } from '@contract/profiles.ts';

/** How a field is shown: `list` is one text a row, `table` a name and a text a row. */
export type FieldKind = 'text' | 'number' | 'choice' | 'check' | 'list' | 'table';

export type FieldOption = {
  readonly value: string;
  readonly label: string;
  /** What it means, told once it is chosen. */
  readonly note?: string;
};

export type ProfileField = {
  /** As in the file, `submit.pauseMs`. */
  readonly path: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly note?: string;
  /** What may be chosen, with its words; of a text, what is suggested. */
  readonly options?: readonly FieldOption[];
  /** The same, where that is a matter of what the profile says elsewhere; `said` answers what holds there. */
  optionsOf?(said: (path: string) => unknown): readonly FieldOption[];
  /** What holds where nothing says anything, if the schema has no default of its own. */
  readonly unsaid?: string;
  /** Shown only where this is said: alone the field would be a mistake. */
  readonly within?: string;
  /** What one row of a list or table is called. */
  readonly row?: string;
};

export type FieldGroup = {
  readonly title: string;
  readonly fields: readonly ProfileField[];
  /** Folded until it is asked for: most leave it as it is. */
  readonly rare?: boolean;
};

const field = (
  kind: FieldKind,
  path: string,
  label: string,
  more: Partial<ProfileField> = {},
): ProfileField => ({
  kind,
  path,
  label,
  ...more,
});

const program: FieldGroup = {
  title: 'Program',
  fields: [
    field('text', 'name', 'Name', {
      note: 'What commands and agents call it: lower-case letters, digits, dashes.',
    }),
    field('text', 'title', 'Title', { note: 'As it is shown.' }),
    field('text', 'extends', 'Extends', {
      note: 'The name of another profile: what is not said here is as it is there.',
    }),
    field('text', 'command', 'Command', { note: 'A name in PATH, or an absolute path. No shell reads it.' }),
    field('list', 'args', 'Arguments', {
      row: 'Argument',
      note: 'One a row, exactly as the program gets it.',
    }),
    field('list', 'resumeArgs', 'Arguments at a restart', {
      row: 'Argument',
      note: 'In place of the arguments, once its conversation is known: ${session} stands for it.',
    }),
    field('table', 'env', 'Environment', { row: 'Variable', note: 'Besides those that Tutti sets itself.' }),
  ],
};

const start: FieldGroup = {
  title: 'Start',
  fields: [
    field('text', 'prompt.file', 'File for the role prompt', {
      note: 'In its worktree, such as AGENTS.md; kept out of commits.',
    }),
    field('choice', 'prompt.first', 'The first prompt', {
      options: [
        { value: 'none', label: 'Is not given' },
        { value: 'argument', label: 'Is ${prompt} in the arguments' },
        { value: 'paste', label: 'Is pasted once it is ready' },
      ],
    }),
    field('check', 'confirm.expected', 'Must confirm its role and task'),
    field('number', 'confirm.seconds', 'Seconds to confirm', {
      note: 'Then it is reminded, and has as long again.',
    }),
    field('choice', 'confirm.reminder', 'The reminder', {
      options: [
        { value: 'paste', label: 'Is typed into its terminal' },
        { value: 'none', label: 'Is left out: it would run it' },
      ],
    }),
  ],
};

const messages: FieldGroup = {
  title: 'Messages',
  fields: [
    field('choice', 'submit.envelope', 'Above each text', {
      options: [
        { value: 'none', label: 'Nothing: the text alone' },
        { value: 'header', label: 'A line with its number and sender' },
      ],
    }),
    field('number', 'submit.maxBytes', 'Longest text that is pasted, in bytes', {
      note: 'Longer ones wait in its inbox; a line says so.',
    }),
    field('list', 'submit.inbox', 'Always to the inbox', {
      row: 'Pattern',
      note: 'Regular expressions: texts that its input box would take for something else.',
    }),
    field('number', 'submit.pauseMs', 'Pause before Enter, in ms', {
      note: 'For input boxes that swallow an immediate Enter.',
    }),
    field('check', 'submit.whileBusy', 'Takes input while it is busy'),
    field('choice', 'accept.by', 'A message is taken when', {
      options: [
        { value: 'hook', label: 'Its hook says so' },
        { value: 'tool', label: 'It calls a tool of Tutti’s' },
        { value: 'output', label: 'It prints something' },
        { value: 'screen', label: 'Its screen shows a pattern' },
      ],
    }),
    field('text', 'accept.pattern', 'That pattern', {
      note: 'A regular expression, for “Its screen shows a pattern”.',
    }),
    field('number', 'accept.seconds', 'Seconds to wait for it'),
  ],
};

const namedOption = (one: unknown): readonly FieldOption[] => {
  const { name, title, meaning, dangerous } = (one ?? {}) as Readonly<Record<string, unknown>>;
  // A dangerous one is chosen by the person at each start, never here.
  if (typeof name !== 'string' || dangerous === true) return [];
  return [
    {
      value: name,
      label: typeof title === 'string' ? title : name,
      ...(typeof meaning === 'string' ? { note: meaning } : {}),
    },
  ];
};

const choices: FieldGroup = {
  title: 'Permissions, model, login',
  fields: [
    field('choice', 'permissions.default', 'Permission mode', {
      within: 'permissions.modes',
      note: 'Of a start that names none, so of all that agents start. Another can be chosen at each start.',
      optionsOf: (said) => {
        const modes = said('permissions.modes');
        return Array.isArray(modes) ? modes.flatMap(namedOption) : [];
      },
    }),
    field('text', 'models.default', 'Model', {
      within: 'models',
      note: 'As the program is given it, where a start names none. Empty: its own choice.',
      optionsOf: (said) => {
        const models = said('models.suggested');
        return Array.isArray(models) ? models.flatMap(namedOption) : [];
      },
    }),
    field('choice', 'home.by', 'Configuration', {
      within: 'home',
      unsaid: 'shared',
      options: [
        { value: 'shared', label: 'Yours', note: 'Every instance uses your own configuration and login.' },
        {
          value: 'instance',
          label: 'One for each instance',
          note: 'A folder of its own, removed when it is terminated.',
        },
      ],
    }),
    field('choice', 'home.login', 'Login in a folder of its own', {
      within: 'home',
      unsaid: 'none',
      options: [
        { value: 'none', label: 'None', note: 'It begins logged out.' },
        { value: 'copied', label: 'A copy of yours', note: 'Only its login is copied, never your settings.' },
      ],
    }),
  ],
};

const states: FieldGroup = {
  title: 'State, read off its screen',
  rare: true,
  fields: [
    field('list', 'signs.waiting', 'It asks', { row: 'Pattern' }),
    field('list', 'signs.busy', 'It is busy', { row: 'Pattern' }),
    field('list', 'signs.ready', 'It is ready', { row: 'Pattern' }),
    field('number', 'signs.lines', 'Lines that are looked at, from the bottom'),
    field('number', 'stalledSeconds', 'Stalled after so many seconds without a sign of life', {
      note: '0: never.',
    }),
  ],
};

/** What people commonly change, and how it is shown; all else stands in the text alone and is left as it is. */
export const fieldGroups: readonly FieldGroup[] = [program, choices, start, messages, states];

export const allFields: readonly ProfileField[] = fieldGroups.flatMap(({ fields }) => fields);

/** What holds where a profile says nothing. */
const defaults: Profile = profileSchema.parse({ name: 'x', command: 'x' });

export const pathOf = ({ path }: ProfileField): readonly string[] => path.split('.');

export const defaultOf = (field: ProfileField): unknown =>
  ['name', 'command'].includes(field.path)
    ? undefined
    : (field.unsaid ??
      pathOf(field).reduce<unknown>(
        (value, key) => (value as Record<string, unknown> | undefined)?.[key],
        defaults,
      ));

/** Whether a mistake that names `at` (`args[1]`, `env.PATH`) is about this field. */
export const isAbout = (field: ProfileField, at: string | null): boolean =>
  at !== null && (at === field.path || at.startsWith(`${field.path}.`) || at.startsWith(`${field.path}[`));
