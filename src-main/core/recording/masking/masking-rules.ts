import type { RecordingSettings } from '@contract/recording-settings.ts';

/** What is masked beside the known shapes of secrets. Handed to a thread, so plain data. */
export interface MaskingRules {
  /** Regular expressions that `patternMistake` takes. */
  readonly patterns: readonly string[];
  readonly values: readonly { readonly name: string; readonly value: string }[];
}

/** Below it a value is no secret that could be told from any other word: `1`, `true`, `en`. */
const shortestValue = 6;

/**
 * The rules that the settings ask for, with the values that the variables have now. `unknown`: the names whose values are masked nowhere,
 * since they have none here, or one of so few letters that it would hide half of all words.
 */
export const maskingRules = (
  { patterns, environment }: Pick<RecordingSettings, 'patterns' | 'environment'>,
  variables: Readonly<Record<string, string | undefined>>,
): { readonly rules: MaskingRules; readonly unknown: readonly string[] } => {
  const found = [...new Set(environment)].map((name) => ({ name, value: variables[name]?.trim() ?? '' }));
  return {
    rules: { patterns, values: found.filter(({ value }) => value.length >= shortestValue) },
    unknown: found.filter(({ value }) => value.length < shortestValue).map(({ name }) => name),
  };
};
