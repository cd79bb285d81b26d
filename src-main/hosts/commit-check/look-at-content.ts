import type { CommitRules } from '../../core/model/leaks/commit-rules.ts';
import { findLeaks } from '../../core/model/leaks/find-leaks.ts';
import { secretByName } from '../../core/model/leaks/secret-names.ts';
import { type AddedText, addedLines, withoutKnown } from './added-lines.ts';
import { patchAgainst, type StagedFile, sizesOf } from './staged-files.ts';

/** A file that must not be committed, and why. */
export interface Finding {
  readonly path: string;
  /** Null: it is about the file as a whole. */
  readonly line: number | null;
  /** What it is: may be kept. */
  readonly why: string;
  /** Of a secret its beginning: for whoever has it before them, and for nobody else. */
  readonly masked?: string;
}

export interface Content {
  readonly findings: readonly Finding[];
  /** What could not be looked at, as sentences' ends; mostly nothing. */
  readonly unknown: readonly string[];
}

const megabyte = 1024 * 1024;

const tooLarge = async (files: readonly StagedFile[], most: number): Promise<Content> => {
  if (most === 0) return { findings: [], unknown: [] };
  const sizes = await sizesOf(files.flatMap(({ blob }) => blob ?? []));
  if (sizes === null) return { findings: [], unknown: ['how large its files are'] };
  const findings = files.flatMap(({ path, blob }): Finding[] => {
    const bytes = blob === null ? 0 : (sizes.get(blob) ?? 0);
    if (bytes <= most * megabyte) return [];
    return [{ path, line: null, why: `${(bytes / megabyte).toFixed(1)} MB, and ${most} MB are the most` }];
  });
  return { findings, unknown: [] };
};

const inLines = (path: string, { numbers, lines }: AddedText): Finding[] =>
  findLeaks(lines.join('\n')).map(({ line, what, masked }) => ({
    path,
    line: numbers[line] ?? null,
    why: `looks like ${what}`,
    masked,
  }));

const inFile = ({ path, isNew }: StagedFile, text: AddedText | undefined): Finding[] => {
  // One that the repository has already was put there on purpose.
  const named = isNew ? secretByName(path, text?.lines.join('\n') ?? null) : null;
  if (named !== null) return [{ path, line: null, why: `is by its name ${named}` }];
  return text === undefined ? [] : inLines(path, text);
};

const leaks = async (files: readonly StagedFile[], merged: readonly string[]): Promise<Content> => {
  const patches = await Promise.all([patchAgainst(), ...merged.map((commit) => patchAgainst(commit))]);
  const [own, ...others] = patches.map((patch) =>
    patch === null ? null : addedLines(patch.bytes.toString('latin1')),
  );
  if (own === null || own === undefined)
    return { findings: [], unknown: ['whether there is a secret in what it adds'] };
  const findings = files.flatMap((file) => {
    if (file.blob === null) return [];
    let text = own.get(file.blob);
    for (const other of others)
      if (other !== null && text !== undefined) text = withoutKnown(text, other.get(file.blob));
    return inFile(file, text);
  });
  const cut = patches.some((patch) => patch?.cut === true);
  return { findings, unknown: cut ? ['whether there is a secret behind the first 32 MB that it adds'] : [] };
};

/** Only asked where something is found: what reads globs takes a while to load. */
const withoutAllowed = async (findings: Finding[], allow: readonly string[]): Promise<Finding[]> => {
  if (findings.length === 0 || allow.length === 0) return findings;
  const { covers } = await import('@contract/paths.ts');
  return findings.filter(({ path }) => !allow.some((claim) => covers(claim, path)));
};

/** What of the staged content must not be committed by the rules. */
export const lookAtContent = async (
  files: readonly StagedFile[],
  merged: readonly string[],
  rules: CommitRules,
): Promise<Content> => {
  if (files.every(({ blob }) => blob === null)) return { findings: [], unknown: [] };
  const [large, secret] = await Promise.all([
    tooLarge(files, rules.maxMegabytes),
    rules.secrets === 'off' ? { findings: [], unknown: [] } : leaks(files, merged),
  ]);
  const found = [...large.findings, ...secret.findings];
  return {
    findings: await withoutAllowed(found, rules.allow),
    unknown: [...large.unknown, ...secret.unknown],
  };
};
