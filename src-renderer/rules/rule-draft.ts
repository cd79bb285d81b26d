import { type RuleTerms, ruleTermsSchema } from '@contract/rules.ts';

/** What stands in the form: texts as typed, `any` where nothing narrower is chosen. */
export type RuleDraft = {
  readonly effect: RuleTerms['effect'];
  readonly about: RuleTerms['about'];
  readonly tool: string;
  readonly subject: string;
  readonly reach: 'run' | 'project';
  readonly profile: string;
  readonly instance: string;
};

export const any = 'any';

export const emptyDraft = (run: number | null): RuleDraft => ({
  effect: 'allow',
  about: 'permission',
  tool: '',
  subject: '*',
  reach: run === null ? 'project' : 'run',
  profile: any,
  instance: any,
});

/** The rule that the form says, or what is missing. An instance's name is used again in the next run, so it needs the run. */
export const termsOfDraft = (
  draft: RuleDraft,
  run: number | null,
): { readonly terms: RuleTerms } | { readonly mistake: string } => {
  const { effect, about, reach } = draft;
  if (draft.tool.trim() === '')
    return {
      mistake: about === 'permission' ? 'Name the tool, or write *.' : 'Name the dialog, or write *.',
    };
  const instance = reach === 'project' || draft.instance === any ? null : draft.instance;
  const read = ruleTermsSchema.safeParse({
    effect,
    about,
    tool: draft.tool.trim(),
    subject: draft.subject.trim() === '' ? '*' : draft.subject.trim(),
    run: reach === 'run' ? run : null,
    profile: draft.profile === any ? null : draft.profile,
    instance,
  });
  return read.success
    ? { terms: read.data }
    : { mistake: read.error.issues[0]?.message ?? 'This is no rule.' };
};
