import type { ConflictFile, MergeConflict } from '@contract/merge-conflicts.ts';
import type { MergeId } from '@contract/merges.ts';
import type { TuttiError } from '@contract/result.ts';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useClient } from '../connection/use-project.ts';
import { type Draft, freshDraft, leftIn, resolutionOf } from './resolve-draft.ts';

export type Resolving = {
  /** Null until it has come. */
  readonly conflict: MergeConflict | null;
  readonly error: TuttiError | null;
  readonly busy: boolean;
  draftOf(file: ConflictFile): Draft;
  setDraft(path: string, draft: Draft): void;
  /** Places that nothing is said of, in all files. */
  readonly left: number;
  /** Something was said that is not saved. */
  readonly unsaved: boolean;
  /** Answers whether it went; what is still left is shown anew. */
  save(finish: boolean): Promise<boolean>;
  load(): Promise<void>;
};

/** A conflict, with what the person says of it until that is saved. */
export const useResolving = (merge: MergeId): Resolving => {
  const client = useClient();
  const [conflict, setConflict] = useState<MergeConflict | null>(null);
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const [error, setError] = useState<TuttiError | null>(null);
  const [busy, setBusy] = useState(false);
  const load = useCallback(async () => {
    setError(null);
    const result = await client.call('merges.conflict', { merge });
    if (!result.ok) return setError(result.error);
    setDrafts({});
    setConflict(result.value);
  }, [client, merge]);
  useEffect(() => {
    void load();
  }, [load]);
  const draftOf = useCallback((file: ConflictFile) => drafts[file.path] ?? freshDraft(file), [drafts]);
  const files = useMemo(
    () => (conflict?.files ?? []).flatMap((file) => resolutionOf(file, draftOf(file)) ?? []),
    [conflict, draftOf],
  );
  const save = async (finish: boolean): Promise<boolean> => {
    setBusy(true);
    setError(null);
    const result = await client.call('merges.resolve', { merge, files, finish });
    setBusy(false);
    if (!result.ok) {
      setError(result.error);
      return false;
    }
    if (!finish) await load();
    return true;
  };
  return {
    conflict,
    error,
    busy,
    draftOf,
    setDraft: (path, draft) => setDrafts((before) => ({ ...before, [path]: draft })),
    left: (conflict?.files ?? []).reduce((sum, file) => sum + leftIn(file, draftOf(file)), 0),
    unsaved: files.length > 0,
    save,
    load,
  };
};
