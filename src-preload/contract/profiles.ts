import { z } from 'zod';
import { choiceSchema } from './instances.ts';
import { messageWaySchema } from './messages.ts';
import { patternSchema as pattern } from './pattern.ts';
import {
  homeField,
  loginField,
  modelsField,
  permissionsField,
  profileChoicesSchema,
} from './profile-choices.ts';
import { limitSchema } from './usage.ts';

/** A dialog of the CLI itself (trust, a first start, a key), which blocks it until it is answered. */
const dialog = z.strictObject({
  /** What the person agrees to, once for all instances of the profile: `trust`, `onboarding`, `key`, `bypass`. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'is lower-case letters, digits and dashes'),
  pattern,
  /** What is asked, in words for the person. */
  text: z.string().max(1000),
  choices: z.array(choiceSchema).min(1).max(9),
});
export type Dialog = z.infer<typeof dialog>;

/** Regular expressions (flags `mu`) that are matched against the last lines of the screen; the first that matches wins. */
const signs = z
  .strictObject({
    /** Looked for before all others. */
    dialogs: z.array(dialog).default([]),
    waiting: z.array(pattern).default([]),
    busy: z.array(pattern).default([]),
    ready: z.array(pattern).default([]),
    done: z.array(pattern).default([]),
    /** That it tries again by itself, say: told beside its state, whatever else its screen shows. */
    limits: z.array(z.strictObject({ kind: limitSchema.shape.kind, pattern })).default([]),
    /** How many lines, from the bottom of the screen, the patterns see. */
    lines: z.number().int().min(1).max(200).default(12),
  })
  .prefault({});

/** The same for the title that the program gives its terminal. */
const titles = z
  .strictObject({
    waiting: z.array(pattern).default([]),
    busy: z.array(pattern).default([]),
    ready: z.array(pattern).default([]),
  })
  .prefault({});

/** How Tutti knows that a message was taken. */
const accept = z
  .strictObject({
    /**
     * `hook`: the agent's prompt hook tells. `tool`: it calls readMessages or confirms the message by another tool.
     * `output`: the program answers the submit key with output. `screen`: `pattern` appears after the submit key.
     */
    by: z.enum(['hook', 'tool', 'output', 'screen']).default('output'),
    pattern: pattern.optional(),
    /** How long to wait for the sign before the submit key is pressed once more. */
    seconds: z.number().min(0.1).max(600).default(5),
    /** How often the submit key is pressed before the message is called failed. The text is never pasted twice. */
    submits: z.number().int().min(1).max(10).default(3),
  })
  .prefault({});

const submit = z
  .strictObject({
    /**
     * How messages come to it. `stop-hook`: a message that waits as its turn ends is the answer to its Stop hook; pasted while it rests.
     * `inbox`: a line in its pane says that there is one, and it reads it.
     */
    way: messageWaySchema.default('paste'),
    /** Keys that submit what was pasted; an empty string leaves it unsubmitted. */
    keys: z.string().max(20).default('\r'),
    /**
     * What its screen shows while its input box is empty. Nothing is pasted before: a program that has yet to clear what it has
     * just taken would take it twice, and what a person is typing would be sent along.
     */
    empty: pattern.optional(),
    /** What its screen shows while something stands in its box; the first group is the first line of that. */
    holds: pattern.optional(),
    /** Keys that empty the box while the program rests. Typed where a message stands there that was taken already. */
    clear: z.string().max(20).optional(),
    /** Pause between paste and submit, for input boxes that swallow an immediate Enter. */
    pauseMs: z.number().int().min(0).max(5000).default(0),
    /** Whether the program takes input while it is busy. */
    whileBusy: z.boolean().default(true),
    /** `header`: each text begins with a line that names its id and sender. `none`: the text alone, byte for byte. */
    envelope: z.enum(['none', 'header']).default('none'),
    /** Texts longer than this (UTF-8 bytes), or that match `inbox`, wait in the inbox and are announced by a line. */
    maxBytes: z.number().int().min(80).max(4_000_000).default(1_000_000),
    inbox: z.array(pattern).default([]),
  })
  .prefault({});

/**
 * How a CLI is launched, watched and spoken to. In `command`, `args` and `env` these are replaced:
 * `${mcpUrl}`, `${token}`, `${hookUrl}`, `${instance}`, `${task}`, `${prompt}`, `${promptFile}`, `${nonce}`, `${project}`,
 * `${files}` (the folder of `files`), `${session}` (a new UUID; in `resumeArgs` the conversation that is resumed), `${model}`,
 * `${node}` (a Node.js executable), `${rehearsal}` (the scripted agent's program) and `${shell}` (the person's `$SHELL`,
 * else /bin/bash, else /bin/sh). `$${` stands for a plain `${`; any other `${…}` is a mistake. The arguments of the chosen mode and
 * model stand in the place of an argument that is just `${chosen}`, or else before all others.
 */
export const profileSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'is lower-case letters, digits and dashes'),
  title: z.string().max(80).optional(),
  /**
   * The profile it takes all fields from that it does not say itself, but for `name` and `title`. A profile that extends its own
   * name replaces the one that ships with Tutti.
   */
  extends: z.string().optional(),
  /** A scripted stand-in, labelled wherever it is shown. */
  scripted: z.boolean().default(false),
  command: z.string().min(1),
  args: z.array(z.string()).default([]),
  env: z.record(z.string(), z.string()).default({}),
  /**
   * Files for this instance's program alone, name to content, with the same placeholders; in `.json` and `.toml` files
   * these are escaped as in a string. Only the person's account may read them; they are in the folder `${files}`.
   */
  files: z
    .record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/, 'is not a plain file name'), z.string())
    .default({}),
  /**
   * Files that this CLI reads in the folder it is started in, path to content, placeholders as in `files`. Kept out of commits,
   * as `prompt.file` is; a `.json` file is put into the one that is there. Nothing secret belongs in them.
   */
  worktreeFiles: z.record(z.string().max(200), z.string()).default({}),
  /** Who reads what this CLI itself records of its state, its conversation and its tokens. */
  watcher: z.enum(['none', 'claude', 'codex', 'gemini', 'opencode']).default('none'),
  /** Arguments in place of `args` when an instance is restarted and the conversation it had is known. */
  resumeArgs: z.array(z.string()).optional(),
  permissions: permissionsField,
  models: modelsField,
  home: homeField.optional(),
  login: loginField.optional(),
  prompt: z
    .strictObject({
      /** A file in the worktree that the prompt is written to (kept out of commits), e.g. CLAUDE.md or AGENTS.md. */
      file: z.string().optional(),
      /** How the first prompt arrives: as `${prompt}` in the arguments, pasted once the program is ready, or not. */
      first: z.enum(['argument', 'paste', 'none']).default('none'),
      /** What is particular to this CLI as an agent of a hierarchy: put into every role's prompt. Markdown. */
      notes: z.string().max(4000).default(''),
    })
    .prefault({}),
  confirm: z
    .strictObject({
      /** What a spawn asks for when its caller says nothing. */
      expected: z.boolean().default(true),
      seconds: z.number().min(1).max(3600).default(60),
      /** Typed once when no confirmation came; `none` for programs that would execute it. */
      reminder: z.enum(['paste', 'none']).default('paste'),
    })
    .prefault({}),
  signs,
  titles,
  accept,
  submit,
  /** Without a sign of life for so long while busy, an instance is `stalled`; 0 never. */
  stalledSeconds: z.number().min(0).max(86_400).default(0),
});
export type Profile = z.infer<typeof profileSchema>;
export type ProfileInput = z.input<typeof profileSchema>;

/** A profile as it is listed: where it came from, and what is wrong with it if it can't be used. */
export const profileEntrySchema = z.object({
  name: z.string(),
  title: z.string(),
  source: z.enum(['tutti', 'person', 'project']),
  /** File it was read from; null for those that come with Tutti. */
  file: z.string().nullable(),
  scripted: z.boolean(),
  confirmExpected: z.boolean(),
  /** The program it starts with its arguments as written, for the person who is asked to trust it; absent where it can't be read. */
  command: z.string().optional(),
  /** Whether its command was found on this machine. */
  found: z.boolean(),
  /** A mistake in it (`file:line: field …`), or that its project is not trusted yet; null when it can be used. */
  problem: z.string().nullable(),
  ...profileChoicesSchema.shape,
});
export type ProfileEntry = z.infer<typeof profileEntrySchema>;
