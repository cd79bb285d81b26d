import type { Priority } from '@contract/priority.ts';
import { newTaskSchema } from '@contract/tasks.ts';
import type { VerbInput } from '@contract/verbs.ts';

/** What is typed of a new task. */
export type TaskForm = {
  readonly title: string;
  readonly instructions: string;
  /** One path, folder or glob a line. */
  readonly files: string;
  readonly dependencies: readonly string[];
  /** Empty: none. */
  readonly part: string;
  readonly priority: Priority;
};

export const emptyForm: TaskForm = {
  title: '',
  instructions: '',
  files: '',
  dependencies: [],
  part: '',
  priority: 'normal',
};

type Given = VerbInput<'tasks.create'>['tasks'][number];
export type TaskField = 'title' | 'instructions' | 'files' | 'dependencies' | 'part' | 'priority';
export type ReadForm =
  | { readonly ok: true; readonly task: Given }
  | { readonly ok: false; readonly field: TaskField; readonly message: string };

const fields: readonly string[] = ['title', 'instructions', 'files', 'dependencies', 'part', 'priority'];
const isField = (name: unknown): name is TaskField => typeof name === 'string' && fields.includes(name);

/** The task that a form says, or the first field that is wrong with what is wrong with it. */
export const readForm = (form: TaskForm): ReadForm => {
  const task: Given = {
    title: form.title.trim(),
    instructions: form.instructions.trim(),
    files: form.files
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    dependencies: [...form.dependencies],
    part: form.part === '' ? null : form.part,
    priority: form.priority,
  };
  const parsed = newTaskSchema.safeParse(task);
  if (parsed.success) return { ok: true, task };
  const [issue] = parsed.error.issues;
  const name = issue?.path[0];
  return {
    ok: false,
    field: isField(name) ? name : 'title',
    message: issue?.message ?? 'something is wrong',
  };
};
