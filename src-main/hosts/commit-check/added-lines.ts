/** Lines that a patch adds to a file, each with its number there, counted from 1. */
export interface AddedText {
  readonly numbers: readonly number[];
  readonly lines: readonly string[];
}

interface Growing {
  readonly numbers: number[];
  readonly lines: string[];
}

const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** Reads one hunk, whose counts tell where it ends: what stands in it may look like anything. Gives the line behind it. */
const readHunk = (patch: readonly string[], from: number, into: Growing | null): number => {
  const [, removed = '1', start = '0', added = '1'] = hunk.exec(patch[from] ?? '') ?? [];
  let toRemove = Number(removed);
  let toAdd = Number(added);
  let number = Number(start);
  let at = from + 1;
  for (; at < patch.length && toRemove + toAdd > 0; at += 1) {
    const line = patch[at] ?? '';
    if (line.startsWith('-')) toRemove -= 1;
    else if (line.startsWith('+')) {
      into?.numbers.push(number);
      into?.lines.push(line.slice(1));
      toAdd -= 1;
      number += 1;
    }
  }
  return at;
};

/** What a patch (without context, with whole hashes) adds, by the hash of the new blob. */
export const addedLines = (printed: string): Map<string, AddedText> => {
  const patch = printed.split('\n');
  const found = new Map<string, Growing>();
  let current: Growing | null = null;
  for (let at = 0; at < patch.length; ) {
    const line = patch[at] ?? '';
    if (line.startsWith('@@ ')) {
      at = readHunk(patch, at, current);
      continue;
    }
    if (line.startsWith('diff --git ')) current = null;
    const blob = /^index [0-9a-f]+\.\.([0-9a-f]+)/.exec(line)?.[1];
    if (blob !== undefined) {
      // The same content under two names, against two others: what either adds is looked at.
      current = found.get(blob) ?? { numbers: [], lines: [] };
      found.set(blob, current);
    }
    at += 1;
  }
  return found;
};

/** Of what is added against one parent that which another parent has not either: the numbers are of the same file. */
export const withoutKnown = (text: AddedText, other: AddedText | undefined): AddedText => {
  const fresh = new Set(other?.numbers);
  const kept = text.numbers.map((number) => fresh.has(number));
  return {
    numbers: text.numbers.filter((_, at) => kept[at]),
    lines: text.lines.filter((_, at) => kept[at]),
  };
};
