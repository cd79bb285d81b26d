/** What a child reports at the end of its part: words for people, with the branch and the outcome on lines of their own. */
export interface Report {
  readonly branch: string;
  readonly passed: number;
  /** False when the tests fail or were not run. */
  readonly ok: boolean;
}

export const formatReport = (what: string, { branch, passed, ok }: Report): string =>
  [`Report: ${what}`, `Branch: ${branch}`, `Tests: ${ok ? `${passed} passed` : 'not seen to pass'}`].join(
    '\n',
  );

export function parseReport(text: string): Report | null {
  const branch = /^Branch: (\S+)$/m.exec(text)?.[1];
  if (!text.startsWith('Report: ') || branch === undefined) return null;
  const passed = /^Tests: (\d+) passed$/m.exec(text)?.[1];
  return { branch, passed: Number(passed ?? 0), ok: passed !== undefined };
}

/** What a child says that has given up its task. */
export const formatFailure = (task: string, reason: string): string => `I could not do ${task}: ${reason}`;

/** The task that could not be done; null: the message says no such thing. */
export const failedTaskIn = (text: string): string | null =>
  /^I could not do (task_\d+): /.exec(text)?.[1] ?? null;

export const formatRetry = (hint: string): string => `Try it again. ${hint}`;

export const isRetry = (text: string): boolean => text.startsWith('Try it again. ');
