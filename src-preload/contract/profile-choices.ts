import { z } from 'zod';
import { patternSchema as pattern } from './pattern.ts';

/** A profile's own word for one of its permission modes: mostly the CLI's (`acceptEdits`, `auto_edit`). */
export const modeNameSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,40}$/, 'is a letter, then letters, digits, _ and -, at most 41');

/**
 * A model as a CLI is given it (`opus`, `anthropic/claude-x`, an ARN). Never a dash in front: it would be read as an option. 120
 * characters hold the longest ARNs of inference profiles.
 */
export const modelNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:/@[\]+-]{0,119}$/,
    'is not the name of a model: letters, digits and . _ : / @ [ ] + -, no dash in front, at most 120',
  );

/** What a person chooses from: what the agent may then do unasked. */
export const permissionModeSchema = z.object({
  name: modeNameSchema,
  title: z.string(),
  /** A sentence that tells a person what the agent does without asking. */
  meaning: z.string(),
  /** It asks for nothing any more: only the person may choose it, and says so explicitly. */
  dangerous: z.boolean(),
});
export type PermissionMode = z.infer<typeof permissionModeSchema>;

const modeText = { title: z.string().max(80), meaning: z.string().min(1).max(400) };

/** What is added to a launch for a choice. */
const added = {
  args: z.array(z.string()).default([]),
  env: z.record(z.string(), z.string()).default({}),
};

/** How far the agent may go without asking. Without modes the CLI's own way holds, and nothing can be chosen. */
export const permissionsField = z
  .strictObject({
    modes: z
      .array(
        z.strictObject({
          name: modeNameSchema,
          title: modeText.title.optional(),
          meaning: modeText.meaning,
          ...added,
          dangerous: z.boolean().default(false),
          /** Dialogs of the CLI (`signs.dialogs`) that the person's yes to this dangerous mode answers, too, once a start. */
          agrees: z.array(z.string()).default([]),
        }),
      )
      .max(12)
      .default([]),
    /** The mode of a spawn that names none, so of all that agents spawn. Never a dangerous one. */
    default: modeNameSchema.optional(),
  })
  .prefault({});

/** How a model is given. Without `args` and `env` none can be chosen. */
export const modelsField = z
  .strictObject({
    /** With `${model}` in them. */
    ...added,
    /** What is offered; any other name may be typed. */
    suggested: z
      .array(z.strictObject({ name: modelNameSchema, title: z.string().max(80).optional() }))
      .max(40)
      .default([]),
    /** The model of a spawn that names none; absent: the CLI's own choice. */
    default: modelNameSchema.optional(),
  })
  .prefault({});

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'is not the name of an environment variable');
const folder = z.string().regex(/^(~$|~\/.|\/.)/, 'is neither ~, ~/… nor an absolute path');

/** Where the CLI keeps its configuration and its login, and whether instances share the person's. */
export const homeField = z.strictObject({
  /** The variable that names that folder to the CLI, `CODEX_HOME` for instance. */
  env: variable,
  /** Where it is when the variable is not set: `~/.codex`. */
  folder,
  /** More such folders of a CLI that has several: in an instance's home each has its own path. */
  also: z
    .array(z.strictObject({ env: variable, folder, path: z.string().max(80) }))
    .max(8)
    .default([]),
  /** `shared`: the person's own. `instance`: a folder of the instance's own, removed when it is terminated. */
  by: z.enum(['shared', 'instance']).default('shared'),
  /** Whether an instance's own folder begins with the person's login, or with nothing. */
  login: z.enum(['none', 'copied']).default('none'),
  /** The files that hold a login. */
  copies: z
    .array(
      z.strictObject({
        /** Path in the instance's folder. In the person's it is the same, but for what is beneath a path of `also`. */
        file: z.string().max(200),
        /** Where the person's is when the variable is not set, if not in the folder: `~/.claude.json`. */
        unset: folder.optional(),
        /** Of a JSON file (with comments, where it is called `.jsonc`), the keys that are copied; absent: the whole file, as it is. */
        keys: z.array(z.string()).min(1).optional(),
      }),
    )
    .max(12)
    .default([]),
  /** Files that a home of an instance's own begins with, path to content, as they are. */
  files: z.record(z.string().max(200), z.string().max(100_000)).default({}),
});

/** How the CLI tells whether it is logged in: its command with these arguments, and what it then prints. */
export const loginField = z.strictObject({
  args: z.array(z.string()).min(1),
  loggedIn: pattern,
  loggedOut: pattern,
  /** Its first group is whose account that is. Never a part of a key. */
  account: pattern.optional(),
  /** What to do when it is not logged in: "Run `codex login`." */
  remedy: z.string().max(300),
});

/** What a person or an agent can choose at a spawn, as a profile is listed. */
export const profileChoicesSchema = z.object({
  /** The profile it extends; null: none. */
  extends: z.string().nullable(),
  modes: z.array(permissionModeSchema),
  /** Name of the mode that a spawn has which names none; null where there are no modes. */
  mode: z.string().nullable(),
  models: z.array(z.object({ name: modelNameSchema, title: z.string() })),
  /** The model of a spawn that names none; null: the CLI's own choice. */
  model: z.string().nullable(),
  /** Whether a model can be given at all. */
  takesModel: z.boolean(),
  /** Whose configuration instances use; null where the profile says nothing of it. */
  home: z.enum(['shared', 'instance']).nullable(),
  /** Whether the CLI can be asked for its login (`profiles.logins`). */
  tellsLogin: z.boolean(),
});
export type ProfileChoices = z.infer<typeof profileChoicesSchema>;

/** Whether the CLI of a profile is logged in, as it tells itself. */
export const profileLoginSchema = z.object({
  profile: z.string(),
  /** `unknown`: it doesn't tell, is not there, or could not be asked; `words` says which. */
  state: z.enum(['in', 'out', 'unknown']),
  /** In a few words: the account, or why it is not known. */
  words: z.string(),
  /** The next step; null when nothing is to be done. */
  remedy: z.string().nullable(),
});
export type ProfileLogin = z.infer<typeof profileLoginSchema>;
