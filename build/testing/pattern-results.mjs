/** So often a pattern has to hold in a row. */
const USUAL_TIMES = 20;

/**
 * @param {string[]} words of the command line
 * @returns {{ times: number, rest: string[] } | undefined} undefined when the number of times is none
 */
export function patternArguments(words) {
  const at = words.indexOf('--times');
  if (at < 0) return { times: USUAL_TIMES, rest: words };
  const times = Number(words[at + 1]);
  if (!Number.isInteger(times) || times < 1) return undefined;
  return { times, rest: [...words.slice(0, at), ...words.slice(at + 2)] };
}

/**
 * @param {any} report Playwright's JSON report
 * @returns {string[]} a line a pattern, in the order of its files, and one for all: passes, failures, median time
 */
export function patternLines(report) {
  /** @type {Map<string, any[]>} */
  const results = new Map();
  for (const { title, tests } of specsOf(report))
    results.set(title, [
      ...(results.get(title) ?? []),
      ...tests.flatMap((/** @type {any} */ test) => test.results),
    ]);
  const all = [...results.values()].flat();
  return [...[...results].map(([title, of]) => lineOf(title, of)), lineOf('all patterns', all)];
}

/**
 * @param {any} suite
 * @returns {any[]}
 */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/**
 * @param {string} title
 * @param {any[]} results
 */
function lineOf(title, results) {
  const ran = results.filter(({ status }) => status !== 'skipped');
  const failed = ran.filter(({ status }) => status !== 'passed').length;
  const seconds = (median(ran.map(({ duration }) => duration)) / 1000).toFixed(1);
  return `${failed === 0 && ran.length > 0 ? '✓' : '✗'} ${title}: ${ran.length - failed} passed, ${failed} failed, median ${seconds} s`;
}

/** @param {number[]} figures */
function median(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
