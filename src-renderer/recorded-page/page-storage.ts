/** As much of a storage as the window uses, for as long as the page is open. */
const inMemory = (): Storage => {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (place) => [...kept.keys()][place] ?? null,
    get length() {
      return kept.size;
    },
  };
};

const isThere = (): boolean => {
  try {
    return window.localStorage !== null;
  } catch {
    // A preview in a sandboxed frame, or a browser that keeps nothing for files.
    return false;
  }
};

/** Widths and choices are remembered where the browser lets a page do so; where it does not, the page works all the same. */
export const haveStorage = (): void => {
  if (!isThere()) Object.defineProperty(window, 'localStorage', { value: inMemory() });
};
