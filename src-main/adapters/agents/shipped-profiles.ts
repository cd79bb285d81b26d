import { profileCompleter } from './complete-profiles.ts';
import { draftProfile, type ParentOf, type ProfileDraft } from './parse-profile.ts';
import aiderYaml from './shipped/aider.yaml?raw';
import claudeYaml from './shipped/claude.yaml?raw';
import codexYaml from './shipped/codex.yaml?raw';
import geminiYaml from './shipped/gemini.yaml?raw';
import genericYaml from './shipped/generic.yaml?raw';
import opencodeYaml from './shipped/opencode.yaml?raw';
import rehearsalYaml from './shipped/rehearsal.yaml?raw';
import shellYaml from './shipped/shell.yaml?raw';

const texts = [
  ['gemini.yaml', geminiYaml],
  ['opencode.yaml', opencodeYaml],
  ['aider.yaml', aiderYaml],
  ['generic.yaml', genericYaml],
  ['shell.yaml', shellYaml],
  ['codex.yaml', codexYaml],
  ['rehearsal.yaml', rehearsalYaml],
  ['claude.yaml', claudeYaml],
] as const;

/** The profiles that ship with Tutti, which has been built wrong if one of them is. */
export const shippedDrafts: readonly (ProfileDraft & { readonly text: string })[] = texts.map(
  ([file, text]) => {
    const draft = draftProfile(text, file);
    if (!('root' in draft)) throw new Error(`a profile that ships with Tutti is wrong: ${draft.problem}`);
    const { problem } = profileCompleter(() => undefined)(draft);
    if (problem !== null) throw new Error(`a profile that ships with Tutti is wrong: ${problem}`);
    return { ...draft, text };
  },
);

/** For a text that stands for itself: it may extend what ships with Tutti. */
export const shippedParent: ParentOf = (name) => {
  const data = shippedDrafts.find((draft) => draft.name === name)?.data ?? null;
  return data === null
    ? { data, what: `is ${name}, and none that ships with Tutti has that name` }
    : { data };
};
