/** An instance or message as tools answer with it: the fields that the play needs. */
export interface AnsweredInstance {
  readonly id: string;
  readonly parent: string | null;
  readonly task: string;
  readonly state: string;
}
export interface AnsweredMessage {
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

/** A merge, as far as the play needs it. */
export interface AnsweredMerge {
  readonly id: string;
  /** Whose work it is. */
  readonly of: string;
  readonly target: string;
  readonly state: string;
  readonly reason: string;
}

/** A task, as far as the play needs it. */
export interface AnsweredTask {
  readonly id: string;
  readonly title: string;
  readonly assignee: string;
  readonly state: string;
}

type Loose = Readonly<Record<string, unknown>>;
const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The instance in an answer, whether it is the answer or a field of it; null when there is none. */
export function instanceIn(answer: unknown): AnsweredInstance | null {
  if (!isLoose(answer)) return null;
  if (typeof answer.id === 'string')
    return {
      id: answer.id,
      parent: typeof answer.parent === 'string' ? answer.parent : null,
      task: text(answer.task),
      state: text(answer.state),
    };
  return instanceIn(answer.instance);
}

export const instancesIn = (answer: unknown): AnsweredInstance[] =>
  listIn(answer).flatMap((item) => instanceIn(item) ?? []);

export const messagesIn = (answer: unknown): AnsweredMessage[] =>
  listIn(answer)
    .filter(isLoose)
    .map((item) => ({ id: text(item.id), from: text(item.from), text: text(item.text) }))
    .filter((message) => message.id !== '');

export const mergesIn = (answer: unknown): AnsweredMerge[] => listIn(answer).filter(isLoose).map(mergeOf);

/** Throws when the answer is no merge: there is nothing that could be waited for. */
export function mergeIn(answer: unknown): AnsweredMerge {
  if (!isLoose(answer)) throw new Error('a merge was asked for, and the answer is none');
  return typeof answer.state === 'string' ? mergeOf(answer) : mergeIn(answer.merge);
}

const mergeOf = ({ id, of, target, state, reason }: Loose): AnsweredMerge => ({
  id: text(id),
  of: text(of),
  target: text(target),
  state: text(state),
  reason: text(reason),
});

export const tasksIn = (answer: unknown): AnsweredTask[] =>
  listIn(answer)
    .filter(isLoose)
    .map(({ id, title, assignee, state }) => ({
      ...{ id: text(id), title: text(title), assignee: text(assignee), state: text(state) },
    }))
    .filter(({ id }) => id !== '');

/** The list in an answer: MCP has structured answers be objects, so a list comes as a field of one. */
function listIn(answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer;
  return isLoose(answer) ? (Object.values(answer).find((value) => Array.isArray(value)) ?? []) : [];
}
