import { clip } from './clip.ts';

const header = /^\*\*\* (?:Add File|Update File|Delete File|Move to): (.+)$/gm;

/** The files that a patch in codex's own format changes, in its order; none where the text is no patch. */
export const filesOfPatch = (text: string): string[] => {
  if (!text.includes('*** Begin Patch')) return [];
  const names = [...text.matchAll(header)].map((match) => clip((match[1] ?? '').trim(), 1000));
  return [...new Set(names)].slice(0, 100);
};
