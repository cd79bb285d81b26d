import type { Question, Todo } from '@contract/instances.ts';

/** One finished thing in the transcript. */
export interface Entry {
  readonly kind: 'step' | 'detail' | 'added' | 'message' | 'reply' | 'good' | 'bad';
  readonly text: string;
}

/** All that is to be seen, apart from how it is drawn. */
export interface Scene {
  /** Transcript, oldest first. */
  readonly entries: Entry[];
  todos: readonly Todo[];
  /** What it is busy with, and since when (milliseconds); null when it waits for input. */
  busy: { readonly label: string; readonly since: number } | null;
  /** An open question and the choice that is highlighted. */
  dialog: { readonly question: Question; at: number } | null;
  /** What stands in the prompt box. */
  input: string;
  /** One line of bad news that lasts, such as a host that is away. */
  notice: string | null;
}

export const emptyScene = (): Scene => ({
  entries: [],
  todos: [],
  busy: null,
  dialog: null,
  input: '',
  notice: null,
});
