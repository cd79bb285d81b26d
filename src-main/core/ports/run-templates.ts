import type { Result } from '@contract/result.ts';
import type { RunTemplate, TemplateEntry } from '@contract/run-templates.ts';

/** The run templates of this machine and project. Files are read anew at each call: they are small and few. */
export interface RunTemplates {
  /** A project's own are listed before it is trusted, and can't be used. */
  list(trusted: boolean): Promise<readonly TemplateEntry[]>;
  /** With its text. Errors: `not_found`. */
  show(name: string, trusted: boolean): Promise<Result<TemplateEntry & { readonly text: string | null }>>;
  /** `not_found` names those that there are; `bad_input` has file, line and field; `not_trusted` the way to trust. */
  find(name: string, trusted: boolean): Promise<Result<RunTemplate>>;
}
