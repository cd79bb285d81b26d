import type { Instance } from '@contract/instances.ts';
import type { Message, MessageWithText } from '@contract/messages.ts';
import type { VerbOutput } from '@contract/verbs.ts';

/** The first line of a text, cut: a list has a line for each instance, and each has its cost in a model's context. */
const short = (text: string, limit = 100): string => {
  const [line = ''] = text.trim().split('\n');
  return line.length > limit || line.length < text.trim().length ? `${line.slice(0, limit)}…` : line;
};

const progressOf = (instance: Instance): string => {
  if (instance.progress === null) return '';
  const percent = instance.progress.percent === null ? '' : `${instance.progress.percent}% `;
  return ` | progress: ${percent}${short(instance.progress.summary)}`;
};

const whyOf = (instance: Instance): string => {
  if (instance.blocker !== null) {
    const who = instance.blockage === null ? '' : ` (${instance.blockage.with} is asked)`;
    return ` | blocked${who}: ${short(instance.blocker, 300)}`;
  }
  if (instance.question !== null) return ` | asks the person: ${short(instance.question.text, 300)}`;
  return instance.reason === '' ? '' : ` (${short(instance.reason)})`;
};

/** One instance in one line. */
export const instanceLine = (instance: Instance): string => {
  const under = instance.parent === null ? '' : `, under ${instance.parent}`;
  const task = instance.task === '' ? '' : ` | task: ${short(instance.task)}`;
  const branch = instance.branch === null ? '' : ` | branch: ${instance.branch}`;
  const model = instance.model === null ? '' : `, model ${instance.model}`;
  const head = `${instance.id}: ${instance.state}${whyOf(instance)}`;
  return `${head} | ${instance.role}${under}, profile ${instance.profile}${model}${branch}${task}${progressOf(instance)}`;
};

export const instancesText = (instances: readonly Instance[]): string[] =>
  instances.length === 0
    ? ['There are no instances.']
    : [
        `${instances.length} instance${instances.length === 1 ? '' : 's'}:\n${instances.map(instanceLine).join('\n')}`,
      ];

export const spawnedText = (instance: Instance): string[] => [
  `Spawned ${instanceLine(instance)}\nWorks in ${instance.cwd}. Messages to it are kept until it is ready; list shows that.`,
];

export const terminatedText = (instances: readonly Instance[]): string[] =>
  instances.length === 0
    ? ['Nothing was running; nothing was ended.']
    : [
        `Ended, with all their processes: ${instances.map(({ id }) => id).join(', ')}. Branches and worktrees are kept.`,
      ];

export const screenText = (screen: VerbOutput<'instances.read'>): string[] => {
  const lines = screen.lines.map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  const head = `Terminal of ${screen.id} (${screen.size.cols}x${screen.size.rows})`;
  return lines.length === 0 ? [`${head} is empty.`] : [`${head}:`, lines.join('\n')];
};

const whatComes: Record<Message['state'], string> = {
  queued: 'stored; it is delivered as soon as the receiver can take it',
  delivering: 'being delivered',
  announced: 'waiting in the inbox; a line in the pane says so',
  accepted: 'accepted by the receiver',
  failed: 'not delivered',
  expired: 'not delivered in its time',
};

export const sentText = ({ also, ...first }: VerbOutput<'messages.send'>): string[] => {
  const lines = [first, ...also].map(({ id, to, state, reason }) => {
    const why = reason === '' ? '' : ` (${reason})`;
    return `${id} to ${to}: ${state}, ${whatComes[state]}${why}.`;
  });
  return [`${lines.join('\n')} Don't send it again.`];
};

/** A block for each message, so that no text can pass for the head of another. */
export const inboxText = (messages: readonly MessageWithText[]): string[] => {
  if (messages.length === 0) return ['No messages.'];
  const count = `${messages.length} message${messages.length === 1 ? '' : 's'}.`;
  return [
    count,
    ...messages.map(({ id, from, replyTo, priority, text }) => {
      const answered = replyTo === null ? '' : `, in reply to ${replyTo}`;
      const how = priority === 'normal' ? '' : `, ${priority}`;
      return `${id} from ${from}${answered}${how} (${text.length} characters):\n${text}`;
    }),
  ];
};
