import type { RecordingSettings } from '@contract/recording-settings.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What is masked beside the known shapes of secrets. Handed to a thread, so plain data. */
export interface MaskingRules {
  /** Regular expressions that `patternMistake` takes. */
  readonly patterns: readonly string[];
  readonly values: readonly { readonly name: string; readonly value: string }[];
}

/** Below it a value is no secret that could be told from any other word: `1`, `true`, `en`. */
const shortestValue = 6;

/**
 * The rules that the settings ask for, with the values that the variables have now, in any of several environments. `unknown`: the names whose
 * values are masked nowhere, since they have none here, or one of so few letters that it would hide half of all words.
 */
export const maskingRules = (
  { patterns, environment }: Pick<RecordingSettings, 'patterns' | 'environment'>,
  environments: readonly Variables[],
): { readonly rules: MaskingRules; readonly unknown: readonly string[] } => {
  const names = [...new Set(environment)];
  const valuesOf = (name: string): string[] => [
    ...new Set(environments.map((variables) => variables[name]?.trim() ?? '')),
  ];
  const values = names.flatMap((name) =>
    valuesOf(name)
      .filter(({ length }) => length >= shortestValue)
      .map((value) => ({ name, value })),
  );
  return {
    rules: { patterns, values },
    unknown: names.filter((name) => !values.some((value) => value.name === name)),
  };
};
