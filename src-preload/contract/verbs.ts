import { z } from 'zod';
import { checkAgentInputSchema, checkItemSchema } from './agent-checks.ts';
import { agentSignSchema, hookReplySchema } from './agent-signs.ts';
import { approvalVerbs } from './approval-verbs.ts';
import { attentionKeySchema } from './attention-events.ts';
import { attentionVerbs } from './attention-verbs.ts';
import { blockerVerbs } from './blocker-verbs.ts';
import { branchVerbs } from './branch-verbs.ts';
import { breakerVerbs } from './breaker-verbs.ts';
import { budgetsSchema } from './budgets.ts';
import { eventKinds, eventSchema } from './events.ts';
import { instanceIdSchema, roleSchema, runNumberSchema } from './ids.ts';
import { instanceSchema, sizeSchema, todoSchema } from './instances.ts';
import { knowledgeVerbs } from './knowledge-verbs.ts';
import { lockVerbs } from './lock-verbs.ts';
import {
  hostInfoSchema,
  hostPreferencesSchema,
  machineItemSchema,
  recentProjectSchema,
  statusSchema,
} from './machine.ts';
import { conflictVerbs } from './merge-conflicts.ts';
import { mergeVerbs } from './merge-verbs.ts';
import { messageVerbs } from './message-verbs.ts';
import { parallelVerbs } from './parallel-verbs.ts';
import { modelNameSchema, modeNameSchema, profileLoginSchema } from './profile-choices.ts';
import {
  copyProfileSchema,
  examinedProfileSchema,
  examineProfileSchema,
  profileChoiceSchema,
  profileReadSchema,
  profileSourceSchema,
  saveProfileSchema,
} from './profile-sources.ts';
import { profileEntrySchema } from './profiles.ts';
import { progressVerbs } from './progress-verbs.ts';
import { publishVerbs } from './publish-verbs.ts';
import { exportItemSchema, exportRecordingSchema } from './recording-export.ts';
import { recordingMomentSchema } from './recording-links.ts';
import { recordingShelfVerbs } from './recording-shelf-verbs.ts';
import { recordingVerbs } from './recording-verbs.ts';
import { rerunVerbs } from './rerun-verbs.ts';
import { reviewVerbs } from './review-verbs.ts';
import { ruleIdSchema, ruleSchema, ruleTermsSchema } from './rules.ts';
import { runInsightVerbs } from './run-insight-verbs.ts';
import { runTemplateVerbs } from './run-template-verbs.ts';
import { setUpVerbs } from './set-up-verbs.ts';
import { settingsSchema } from './settings.ts';
import { shutdownVerbs } from './shutdown-verbs.ts';
import { subscriptionVerbs } from './subscription-verbs.ts';
import { taskVerbs } from './task-verbs.ts';
import { partNameSchema } from './tasks.ts';
import { bytesSchema, terminalItemSchema } from './terminals.ts';
import { entryKindSchema, entryKinds, transcriptHitsSchema, transcriptSchema } from './transcripts.ts';
import { usageDaysSchema } from './usage-days.ts';
import { command, query } from './verb.ts';
import { orphanSchema, runSchema, viewSchema } from './view.ts';
import { workVerbs } from './work-verbs.ts';
import { worktreeVerbs } from './worktree-verbs.ts';

const id = instanceIdSchema;
const none = z.object({});

/** Of a profile in an input: no file of one has a longer name. */
const profileName = z.string().min(1, 'name a profile').max(200);

/** A path of Linux is no longer, in bytes. */
const rootLimit = 4096;

/** One call types or pastes no more than this, in bytes; a window sends a longer paste in parts, or as a message. */
const typedLimit = 4 * 1024 * 1024;

/** Names of instances in one call: more than a run may have live by the largest settings. */
const idsLimit = 2000;

export const spawnInputSchema = z.object({
  profile: profileName,
  role: roleSchema,
  /** Absent: the calling instance, or none when the person calls. */
  parent: id.optional(),
  task: z.string().max(100_000).default(''),
  /** Whether it must confirm before it is ready; absent: as its profile says. Only the person may say false. */
  confirm: z.boolean().optional(),
  size: sizeSchema.optional(),
  /**
   * `worktree`: a git worktree and branch of its own. `shared`: those of its manager. `repository`: the person's own checkout (the
   * person only).
   */
  place: z.enum(['worktree', 'shared', 'repository']).default('worktree'),
  /** One of the profile's permission modes; absent: its default. The person only. */
  permissions: modeNameSchema.optional(),
  /** The person's explicit yes to a mode that asks for nothing any more; refused without it, and by anyone else. */
  dangerous: z.boolean().optional(),
  /** A model, as the CLI is given it; absent: the profile's default, or the CLI's own choice. */
  model: modelNameSchema.optional(),
  /** The part of the plan that it leads from now on; by an executive, or the person. */
  part: partNameSchema.optional(),
});

/** Verbs of a project: what every door offers, as far as its caller's role may. */
export const projectVerbs = {
  ...worktreeVerbs,
  ...mergeVerbs,
  ...conflictVerbs,
  ...branchVerbs,
  ...workVerbs,
  ...reviewVerbs,
  ...setUpVerbs,
  ...publishVerbs,
  'view.get': query(none, viewSchema),
  'status.get': query(none, statusSchema),
  'events.list': query(
    z.object({
      after: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(5000).default(500),
      run: runNumberSchema.optional(),
      instance: id.optional(),
      kinds: z
        .array(z.enum(eventKinds as [string, ...string[]]))
        .max(eventKinds.length)
        .optional(),
      /** Newest first. */
      newest: z.boolean().default(false),
    }),
    z.array(eventSchema),
  ),
  'runs.list': query(none, z.array(runSchema)),
  'runs.start': command(z.object({ title: z.string().max(200).default('') }), runSchema),
  'runs.end': command(none, runSchema),
  'instances.list': query(none, z.array(instanceSchema)),
  'instances.read': query(
    z.object({ id, lines: z.number().int().min(1).max(200_000).optional() }),
    z.object({
      id,
      size: sizeSchema,
      lines: z.array(z.string()),
      cursor: z.object({ x: z.number(), y: z.number() }),
    }),
  ),
  /**
   * What its CLI has recorded of its conversation: the last entries; or, the first that is given counts, those around a call's
   * id, a message's id or words (`near`, in milliseconds since 1970, tells several apart), from an index on, or before one.
   */
  'instances.transcript': query(
    z.object({
      id,
      last: z.number().int().min(1).max(5000).default(200),
      around: z.string().min(1).max(500).optional(),
      near: z.number().min(0).optional(),
      from: z.number().int().min(0).optional(),
      before: z.number().int().min(0).optional(),
      /** Only these; absent: all. */
      kinds: z.array(entryKindSchema).min(1).max(entryKinds.length).optional(),
    }),
    transcriptSchema,
  ),
  /** Where in it the words occur, in upper or lower case. */
  'instances.searchTranscript': query(
    z.object({
      id,
      words: z.string().min(1).max(500),
      kinds: z.array(entryKindSchema).min(1).max(entryKinds.length).optional(),
    }),
    transcriptHitsSchema,
  ),
  'instances.spawn': command(spawnInputSchema, instanceSchema),
  /** Children first. Answers when every process is gone. */
  'instances.terminate': command(
    z.object({ id, children: z.boolean().default(true), reason: z.string().max(500).default('') }),
    z.array(instanceSchema),
  ),
  'instances.restart': command(z.object({ id }), instanceSchema),
  /** Crashed instances, all or those named, a few at a time, parents before children. Answers at once with those it will start. */
  'instances.restartCrashed': command(z.object({ ids: z.array(id).max(idsLimit).optional() }), z.array(id)),
  /** By the instance itself (its token says who), or by the person for it. */
  'instances.confirm': command(
    z.object({
      id: id.optional(),
      nonce: z.string().max(200),
      role: roleSchema.optional(),
      /** As long as the task itself may be. */
      task: z.string().max(100_000).optional(),
    }),
    instanceSchema,
  ),
  /** Asks a stalled instance once more to confirm. */
  'instances.remind': command(z.object({ id }), instanceSchema),
  'instances.reportProgress': command(
    z.object({
      summary: z.string().max(2000),
      percent: z.number().min(0).max(100).optional(),
      todos: z.array(todoSchema).max(200).optional(),
      /** The task is finished: state `done`. */
      done: z.boolean().default(false),
    }),
    instanceSchema,
  ),
  ...blockerVerbs,
  ...progressVerbs,
  /** By the instance's own hooks. `reply`: what the hook is answered, where its CLI takes an answer; null: nothing. */
  'instances.hook': command(
    agentSignSchema,
    z.object({ instance: instanceSchema, reply: hookReplySchema.nullable() }),
  ),
  /**
   * Answers what an instance asks: `choice` counts its choices from 0, `text` is for a question without. `asked` is the
   * instance's `since`. Done once it asks that no longer; `always` keeps the answer as a rule for this kind in this run.
   */
  'instances.answer': command(
    z.object({
      id,
      asked: z.number().min(0),
      choice: z.number().int().min(0).optional(),
      text: z.string().min(1).max(100_000).optional(),
      always: z.boolean().default(false),
    }),
    instanceSchema,
  ),
  /** What a run and each instance may use; the whole is said each time. */
  'budgets.set': command(budgetsSchema, budgetsSchema),
  /** What was used in each of the last days, over all runs. `zone`: a time zone's name; absent: the host's own. */
  'usage.days': query(
    z.object({ days: z.number().int().min(1).max(366).default(30), zone: z.string().max(60).optional() }),
    usageDaysSchema,
  ),
  'rules.list': query(none, z.array(ruleSchema)),
  'rules.add': command(ruleTermsSchema, ruleSchema),
  'rules.revoke': command(z.object({ id: ruleIdSchema }), z.array(ruleSchema)),
  /** The person's keys and mouse, as bytes. */
  'instances.type': command(
    z.object({ id, bytes: bytesSchema.refine(({ length }) => length <= typedLimit, 'at most 4 MB at once') }),
    none,
  ),
  'instances.resize': command(z.object({ id, size: sizeSchema }), none),
  ...messageVerbs,
  ...subscriptionVerbs,
  ...knowledgeVerbs,
  'profiles.list': query(none, z.array(profileEntrySchema)),
  /** The text of a profile; a project's can be read before the project is trusted. These five: the person only. */
  'profiles.source': query(profileChoiceSchema, profileSourceSchema),
  /** What is wrong with a text, while it is written. Nothing is kept. */
  'profiles.examine': query(examineProfileSchema, examinedProfileSchema),
  /**
   * Writes a profile whole, or not at all: `profile_invalid` with a mistake in it, `wrong_state` (`field: replaces`) where the
   * file is no longer what was read, `bad_input` (`field: name`) where another profile has the name.
   */
  'profiles.save': command(saveProfileSchema, profileSourceSchema),
  /** A copy of any profile as one of the person's own, under another name. */
  'profiles.copy': command(copyProfileSchema, profileSourceSchema),
  /** One of the person's own, as it was read. */
  'profiles.delete': command(profileReadSchema, none),
  /** Asks the CLIs themselves whether they are logged in, which takes seconds; all profiles, or one. */
  'profiles.logins': query(z.object({ profile: profileName.optional() }), z.array(profileLoginSchema)),
  'project.trust': command(z.object({ trusted: z.boolean() }), none),
  'settings.set': command(settingsSchema, settingsSchema),
  'orphans.end': command(z.object({ pid: z.number().int().positive() }), z.array(orphanSchema)),
  ...taskVerbs,
  ...parallelVerbs,
  ...lockVerbs,
  ...breakerVerbs,
  ...approvalVerbs,
  ...attentionVerbs,
  ...runTemplateVerbs,
  ...rerunVerbs,
  ...shutdownVerbs,
  ...runInsightVerbs,
  ...recordingVerbs,
  ...recordingShelfVerbs,
} as const;

/** Verbs of a host: which project this connection looks at, and what the machine has. */
export const hostVerbs = {
  'host.info': query(none, hostInfoSchema),
  /** Null where the host has none: it is no desktop app. */
  'host.preferences': query(none, hostPreferencesSchema.nullable()),
  'host.setPreferences': command(hostPreferencesSchema, hostPreferencesSchema),
  /**
   * Opens a file of an instance's worktree in the person's editor, where the host has a desktop (`unsupported` elsewhere). Answers where it
   * really lies, and what opened it. One outside of the worktree is `refused`.
   */
  'host.openFile': command(
    z.object({
      id,
      path: z
        .string()
        .min(1, 'a file is missing')
        .max(rootLimit)
        .refine((path) => !path.includes('\0'), 'a file’s name can’t hold a zero byte'),
      line: z.number().int().min(1).max(10_000_000).default(1),
    }),
    z.object({ path: z.string(), by: z.string() }),
  ),
  'machine.check': query(none, z.array(machineItemSchema)),
  /** The same as `profiles.logins`, for the agents of `machine.check` that were found, by their names. */
  'machine.logins': query(none, z.array(profileLoginSchema)),
  'projects.recent': query(none, z.array(recentProjectSchema)),
  /** Opens a repository and makes it this connection's project. */
  'projects.open': command(z.object({ root: z.string().min(1).max(rootLimit) }), hostInfoSchema),
  /** Asks with the system's dialog; null when the person cancels. */
  'projects.choose': command(none, z.object({ root: z.string() }).nullable()),
  /** Asks the person on the desktop where a file of that name is to be written; null: nowhere. `unsupported` where nobody sits. */
  'host.chooseTarget': command(
    z.object({ name: z.string().min(1).max(200) }),
    z.object({ path: z.string() }).nullable(),
  ),
  /** Shows a file in the desktop's file manager. */
  'host.reveal': command(z.object({ path: z.string().min(1).max(rootLimit) }), none),
  'projects.close': command(none, hostInfoSchema),
  'projects.forget': command(z.object({ root: z.string().max(rootLimit) }), z.array(recentProjectSchema)),
  /** Makes a sample repository in a temporary folder, opens it, and runs the scripted hierarchy on it. */
  'rehearsal.start': command(
    z.object({
      seed: z.number().int().default(1),
      pace: z.number().min(0).max(10).default(1),
      /** Who resolves the conflict of the play: the agent whose work it is, or the person, for whom it waits. */
      conflict: z.enum(['owner', 'person']).default('owner'),
    }),
    hostInfoSchema,
  ),
} as const;

export const verbs = { ...projectVerbs, ...hostVerbs } as const;

export type VerbName = keyof typeof verbs;
export type ProjectVerbName = keyof typeof projectVerbs;
export type HostVerbName = keyof typeof hostVerbs;
/** What a caller may leave out. */
export type VerbInput<V extends VerbName> = z.input<(typeof verbs)[V]['input']>;
/** What a room receives: defaults filled in. */
export type VerbParsed<V extends VerbName> = z.output<(typeof verbs)[V]['input']>;
export type VerbOutput<V extends VerbName> = z.output<(typeof verbs)[V]['output']>;

/** Streams: one input, many items until it ends or is cancelled. */
export const streams = {
  /** Batches of events after `after`, in order, without gaps. */
  'events.follow': {
    input: z.object({ after: z.number().int().min(0) }),
    item: z.array(eventSchema),
  },
  'terminals.follow': { input: z.object({ id }), item: terminalItemSchema },
  /**
   * What the app on the desktop wants of this window, of one kind. `attention`: show what needs the person, this entry or the list.
   * `replay`: show the recording of a run at a moment.
   */
  'host.follow': {
    input: z.object({ kind: z.enum(['attention', 'replay']).default('attention') }),
    item: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('attention'), key: attentionKeySchema.nullable() }),
      z.object({
        kind: z.literal('replay'),
        run: z.number().int().positive(),
        moment: recordingMomentSchema,
      }),
    ]),
  },
  /** Tries a profile out in a project of its own, and tells each finding. Ends after the last; the person only. */
  'agents.check': { input: checkAgentInputSchema, item: checkItemSchema },
  /** Writes a recording to a file, and tells how far it is. Ends after `done`; cancelled, nothing of it is left. The person only. */
  'recordings.export': { input: exportRecordingSchema, item: exportItemSchema },
} as const;

export type StreamName = keyof typeof streams;
export type StreamInput<S extends StreamName> = z.input<(typeof streams)[S]['input']>;
export type StreamItem<S extends StreamName> = z.output<(typeof streams)[S]['item']>;

export const isVerb = (name: string): name is VerbName => Object.hasOwn(verbs, name);
export const isStream = (name: string): name is StreamName => Object.hasOwn(streams, name);
