/** Some thousand short strings; what is forgotten is asked of git again. */
const limit = 5_000;

const remember = <K, V>(map: Map<K, V>, key: K, value: V): void => {
  const oldest = map.size >= limit ? map.keys().next() : null;
  if (oldest !== null && !oldest.done) map.delete(oldest.value);
  map.set(key, value);
};

/** What can never change, since a hash names its content: asked for once, so that a merge costs few processes. */
export const knownFacts = () => {
  const trees = new Map<string, string>();
  const forward = new Map<string, true>();
  return {
    treeOf: (commit: string) => trees.get(commit),
    noteTree: (commit: string, tree: string) => remember(trees, commit, tree),
    /** Whether the later commit is known to contain the earlier. */
    contains: (later: string, earlier: string) => forward.has(`${earlier} ${later}`),
    noteContains: (later: string, earlier: string) => remember(forward, `${earlier} ${later}`, true),
  };
};

export type KnownFacts = ReturnType<typeof knownFacts>;
