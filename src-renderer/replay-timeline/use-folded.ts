import { useCallback, useState } from 'react';
import { z } from 'zod';

const key = 'tutti.timeline.folded';

/** Runs of which it is remembered which lanes are folded; the last ones. */
const mostRuns = 20;

const storedSchema = z.record(z.string(), z.array(z.string()));

const read = (): Readonly<Record<string, readonly string[]>> => {
  const text = localStorage.getItem(key);
  if (text === null) return {};
  try {
    return storedSchema.catch({}).parse(JSON.parse(text));
  } catch (error) {
    console.warn('The stored folds are no JSON and are left aside', error);
    return {};
  }
};

const keep = (run: string, ids: readonly string[]): void => {
  const others = Object.entries(read()).filter(([each]) => each !== run);
  localStorage.setItem(key, JSON.stringify(Object.fromEntries([...others, [run, ids]].slice(-mostRuns))));
};

/** The lanes that are folded, remembered by run (`run`: what tells it from all others). */
export const useFolded = (run: string): readonly [ReadonlySet<string>, (id: string) => void] => {
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set(read()[run] ?? []));
  const turn = useCallback(
    (id: string): void =>
      setFolded((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        keep(run, [...next]);
        return next;
      }),
    [run],
  );
  return [folded, turn];
};
