import type { InstanceId, Role } from '@contract/ids.ts';
import type { Settings } from '@contract/settings.ts';
import againText from './role-prompts/again.md?raw';
import confirmText from './role-prompts/confirm.md?raw';
import executiveText from './role-prompts/executive.md?raw';
import frameText from './role-prompts/frame.md?raw';
import managerText from './role-prompts/manager.md?raw';
import specialistText from './role-prompts/specialist.md?raw';
import standingText from './role-prompts/standing.md?raw';

export interface RolePromptFacts {
  readonly id: InstanceId;
  readonly role: Role;
  /** Null for an instance that answers to the person alone. */
  readonly parent: InstanceId | null;
  readonly task: string;
  /** Null when nobody waits for a confirmation. */
  readonly nonce: string | null;
  readonly limits: Settings['limits'];
  /** Name of its profile. */
  readonly profile: string;
  /** Null when it works in the person's own checkout. */
  readonly branch: string | null;
  /** With whom it shares a worktree; null: it has one of its own. */
  readonly sharedWith: InstanceId | null;
  /** What is particular to its program, from its profile; empty: nothing. */
  readonly notes: string;
  /** What others do and have settled; empty: nothing yet. See `standingOf`. */
  readonly standing: string;
  /** What it did before, where it begins anew without the conversation it had; null where it does not. See `digestOf`. */
  readonly digest: string | null;
}

/** Longest task that is put into a prompt, in UTF-16 units: some programs take the prompt as one argument (128 KB in Linux). */
export const promptTaskLimit = 20_000;

const duties: Record<Role, string> = {
  executive: executiveText,
  manager: managerText,
  specialist: specialistText,
};

const toolLines = {
  confirm: '- `confirm` {nonce, role, task}: says that you know your role and task.',
  reportProgress:
    '- `reportProgress` {summary, percent?, todos?, done?}: where you stand. `todos` replaces the list; `done: true` says that your task is finished.',
  reportBlocker:
    '- `reportBlocker` {blocker, kind?, needs?, from?}: what stops you, what you need, from whom. It goes to your parent, or to the person.',
  sendMessage:
    '- `sendMessage` {to, text, replyTo?, priority?}: a message to an instance, a group (`children`, `role:specialist`, `all`), or `person`. It is kept until it is accepted.',
  recordKnowledge:
    '- `recordKnowledge` {key, value}, `getKnowledge` {key? words? under?}: what everyone should know. Look before you find out.',
  recordDecision: '- `recordDecision` {title, text, paths?}: what you settled and others must keep to.',
  readMessages:
    '- `readMessages` {waitSeconds?, includeRead?}: your inbox; `waitSeconds` waits for the next.',
  lockFiles:
    '- `lockFiles` {paths, wait?, reason?}, `unlockFiles` {token}: before you change files that others may change too, and after.',
  claimTask:
    '- `claimTask` {task?}, `completeTask` {task, summary, commits?, tests?}: take a task that is ready, and say that it is done. One that you are given comes as a message.',
  planProject: '- `planProject` {goal, parts}: the plan; you need one before you may spawn.',
  createTasks:
    '- `createTasks` {tasks}, `splitWork` {}, `assign` {task, to}, `distributeWork` {}, `review` {task, accept, comment?}: make tasks, see which go together, give them away (each goes out as a message), judge what comes back.',
  executeParallel:
    '- `executeParallel` {tasks, limit?}: has your specialists do tasks, some at a time, spawning them as needed; a message brings the results.',
  mergeBranch:
    '- `mergeBranch` {id}, `integrateWork` {}, `listMerges` {}: merge a child’s branch, or all below you, into yours; see how they stand.',
  spawn:
    '- `spawn` {profile, role, task}: starts a child of yours and answers with its id. Use your own profile unless told otherwise.',
  list: '- `list` {}: the instances you may see, and their states.',
  read: '- `read` {id, lines?}: the screen of one of them.',
  escalate:
    '- `escalate` {id, reason?}: passes a child’s blocker that is not yours to settle on to the person.',
  restart: '- `restart` {id}: starts one again whose program has ended.',
  terminate: '- `terminate` {id, children?}: ends one, and its children. Its branch and commits stay.',
} as const;

const own = [
  'confirm',
  'reportProgress',
  'reportBlocker',
  'sendMessage',
  'readMessages',
  'lockFiles',
  'list',
  'claimTask',
  'recordKnowledge',
  'recordDecision',
] as const;
const overChildren = [
  'createTasks',
  'executeParallel',
  'mergeBranch',
  'spawn',
  'read',
  'escalate',
  'restart',
  'terminate',
] as const;

/**
 * What an instance is told of itself when it is launched, in Markdown. Bounded: everything in it is short but the task,
 * of which at most `promptTaskLimit` characters are put in.
 */
export function rolePrompt(facts: RolePromptFacts): string {
  const values = {
    id: facts.id,
    role: facts.role,
    article: facts.role === 'executive' ? 'an' : 'a',
    parent: facts.parent ?? 'the person (`person`)',
    branch: branchWords(facts),
    profile: facts.profile,
    task: boundedTask(facts.task),
    nonce: facts.nonce ?? '',
    children: String(facts.limits.childrenEach),
    managers: String(facts.limits.managers),
    specialists: String(facts.limits.specialists),
    tools: toolsOf(facts.role),
  };
  const confirm = facts.nonce === null ? '' : fill(confirmText, values);
  const again = facts.digest === null ? '' : fill(againText, { digest: facts.digest });
  const standing = facts.standing === '' ? '' : fill(standingText, { standing: facts.standing });
  const notes = facts.notes === '' ? '' : `\n## Your program\n\n${facts.notes.trim()}\n`;
  const parts = { confirm, again, standing, notes, duties: fill(duties[facts.role], values).trimEnd() };
  return fill(frameText, { ...values, ...parts });
}

const branchWords = ({ branch, sharedWith }: RolePromptFacts): string => {
  if (branch === null) return "the person's own checkout: ask before you commit";
  if (sharedWith === null) return branch;
  return `${branch}, in the worktree of ${sharedWith}, where others work at the same time. Lock each file with \`lockFiles\` before you change it, and change no other; commit your own files only (\`git commit -m TEXT -- FILES\`); never switch branches, stash, reset, clean or \`git add --all\` there`;
};

/** One pass, so that a task that contains `{{nonce}}` is put in as it is. */
const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`a role prompt asks for {{${name}}}, which nobody gives`);
    return value;
  });

/** A role's duties and its task alone, for whoever plays it by hand. */
export function roleDuties({
  role,
  task,
  parent,
  limits,
}: Pick<RolePromptFacts, 'role' | 'task' | 'limits'> & { readonly parent: string | null }): string {
  const values = {
    parent: parent ?? 'the person (`person`)',
    children: String(limits.childrenEach),
    managers: String(limits.managers),
    specialists: String(limits.specialists),
  };
  return `${fill(duties[role], values).trimEnd()}\n\n## The task\n\n${boundedTask(task)}\n`;
}

const toolsOf = (role: Role): string =>
  [
    ...own,
    ...(role === 'executive' ? (['planProject'] as const) : []),
    ...(role === 'specialist' ? [] : overChildren),
  ]
    .map((name) => toolLines[name])
    .join('\n');

function boundedTask(task: string): string {
  const trimmed = task.trim();
  if (trimmed === '') return 'None yet: it will come as a message.';
  if (trimmed.length <= promptTaskLimit) return trimmed;
  // A cut between the halves of a surrogate pair would leave half a character.
  const cut = trimmed.slice(0, promptTaskLimit).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut}\n\n(The task is longer than this prompt may be: your tool list shows all of it, at your id.)`;
}
