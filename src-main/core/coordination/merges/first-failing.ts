/**
 * The smallest `n` for which the first `n` of a batch fail, when all `count` of them do: halves what is left each time. `passes`
 * tells of the first `n`, 1 to `count` - 1. Null: `passes` gave no answer (null), since it was called off.
 */
export const firstFailing = async (
  count: number,
  passes: (n: number) => Promise<boolean | null>,
): Promise<number | null> => {
  let good = 0;
  let bad = count;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const passed = await passes(middle);
    if (passed === null) return null;
    if (passed) good = middle;
    else bad = middle;
  }
  return bad;
};
