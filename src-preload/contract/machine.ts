import { z } from 'zod';
import { runNumberSchema } from './ids.ts';

/** One row of the check of the machine: what was looked for, what was found, and what to do where it is missing. */
export const machineItemSchema = z.object({
  name: z.string(),
  kind: z.enum(['needed', 'agent']),
  found: z.boolean(),
  version: z.string().nullable(),
  path: z.string().nullable(),
  /** A command to copy, or a sentence; null when nothing is to be done. */
  remedy: z.string().nullable(),
});
export type MachineItem = z.infer<typeof machineItemSchema>;

export const recentProjectSchema = z.object({
  root: z.string(),
  name: z.string(),
  /** Checked-out branch; null when the folder is gone. */
  branch: z.string().nullable(),
  /** Instances that had not ended when it was last looked at. */
  live: z.number().int(),
  openedAt: z.number(),
});
export type RecentProject = z.infer<typeof recentProjectSchema>;

/** What a window needs to know of the project it looks at, besides its events. */
export const projectInfoSchema = z.object({
  root: z.string(),
  name: z.string(),
  branch: z.string(),
  terminals: z.enum(['tmux', 'pty']),
  /** Why the pty terminals were chosen and what is lost with them; null with tmux. */
  terminalsNotice: z.string().nullable(),
  /** Whether the project has profiles of its own that wait for trust. */
  needsTrust: z.boolean(),
  /** A rehearsal's sample repository: labelled as such. */
  rehearsal: z.boolean(),
  /** Things gone wrong that the person should know, e.g. a database set aside. */
  notices: z.array(z.string()),
});
export type ProjectInfo = z.infer<typeof projectInfoSchema>;

/** What the person wants of the app that runs on the desktop, whichever project is open. */
export const hostPreferencesSchema = z.object({
  /** Closing the last window leaves the app in the tray while instances live. */
  stayInTray: z.boolean(),
  /** The command that opens a file, such as `code -g {file}:{line}`; no shell reads it. Empty: `$VISUAL`, or one that is found. */
  editor: z
    .string()
    .max(500)
    .refine((line) => !line.includes('\0'), 'a command can’t hold a zero byte: take it out')
    .default(''),
});
export type HostPreferences = z.infer<typeof hostPreferencesSchema>;

export const hostInfoSchema = z.object({
  kind: z.enum(['desktop', 'headless']),
  version: z.string(),
  platform: z.string(),
  /** Whether this connection may change anything. */
  readOnly: z.boolean(),
  project: projectInfoSchema.nullable(),
  /** Set where there is a recording and no project: besides `host.info` only what reads `recordings.*` of this run is answered. */
  recording: z
    .object({ run: runNumberSchema, notices: z.array(z.string()) })
    .nullable()
    .default(null),
});
export type HostInfo = z.infer<typeof hostInfoSchema>;

export const statusSchema = z.object({
  pid: z.number().int(),
  version: z.string(),
  project: projectInfoSchema,
  uptimeSeconds: z.number(),
  mcp: z.string(),
  socket: z.string(),
  run: z.number().int().nullable(),
  instances: z.record(z.string(), z.number().int()),
  events: z.number().int(),
  memoryBytes: z.number().int(),
});
export type Status = z.infer<typeof statusSchema>;
