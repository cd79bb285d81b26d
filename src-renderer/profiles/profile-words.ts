import type { ProfileEntry } from '@contract/profiles.ts';

/** What tells one listed profile from all others: several may claim one name. */
export const keyOf = ({ file, name }: Pick<ProfileEntry, 'file' | 'name'>): string => file ?? `tutti:${name}`;

type Source = ProfileEntry['source'];

/** In the order of the list. */
export const sources: readonly { readonly source: Source; readonly title: string }[] = [
  { source: 'person', title: 'Yours' },
  { source: 'project', title: 'This project’s' },
  { source: 'tutti', title: 'Come with Tutti' },
];

/** What stands beside a profile's title: what keeps it from being used, if anything does. */
export const troubleOf = ({ problem, found }: Pick<ProfileEntry, 'problem' | 'found'>): string | null => {
  if (problem !== null) return problem.includes('not trusted') ? 'not trusted' : 'has a mistake';
  return found ? null : 'not found here';
};

/** Whether what is looked for stands in its name, title or command, whatever the case. */
export const matches = ({ name, title, command = '' }: ProfileEntry, wanted: string): boolean =>
  [name, title, command].some((text) => text.toLowerCase().includes(wanted.trim().toLowerCase()));

/** `my-claude`, else `my-claude-2` and so on: the first that nobody has. */
export const freeName = (name: string, taken: readonly string[]): string => {
  const base = (name.startsWith('my-') ? name : `my-${name}`).slice(0, 36);
  for (let at = 1; ; at += 1) {
    const wanted = at === 1 ? base : `${base}-${at}`;
    if (!taken.includes(wanted)) return wanted;
  }
};
