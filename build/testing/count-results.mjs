/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 */

/**
 * @param {any} report vitest's JSON report; undefined when it wrote none
 * @param {number} exitCode of vitest
 * @returns {Tally}
 */
export function tallyVitest(report, exitCode) {
  const passed = report?.numPassedTests ?? 0;
  // A file that can't be loaded has no tests in it, and still is a failure.
  const broken = (report?.testResults ?? []).filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return atLeastOneFailure({ passed, failed: (report?.numFailedTests ?? 0) + broken }, exitCode);
}

/**
 * The files in which something failed, to be tried once more; none when it was no single failure but many, or one of the runner.
 * @param {any} report vitest's JSON report; undefined when it wrote none
 * @returns {string[]} their paths
 */
export function filesToTryAgain(report) {
  const files = (report?.testResults ?? [])
    .filter((/** @type {any} */ file) => file.status === 'failed')
    .map((/** @type {any} */ file) => file.name);
  return files.length <= MOST_TRIED_AGAIN ? files : [];
}

/** More than this many files, or tests in the window, are no accident of timing. */
export const MOST_TRIED_AGAIN = 3;

/**
 * What a second run of some files makes of the first result.
 * @param {any} report of the first run
 * @param {string[]} files those that were run again
 * @param {Tally} again
 * @returns {Tally}
 */
export function withSecondTry(report, files, again) {
  const kept = report.testResults
    .filter((/** @type {any} */ file) => !files.includes(file.name))
    .flatMap((/** @type {any} */ file) => file.assertionResults);
  const passed = kept.filter((/** @type {any} */ test) => test.status === 'passed').length;
  return { passed: passed + again.passed, failed: again.failed };
}

/**
 * @param {any} report Playwright's JSON report; undefined when it wrote none
 * @param {number} exitCode of Playwright
 * @returns {Tally}
 */
export function tallyPlaywright(report, exitCode) {
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  return atLeastOneFailure({ passed: expected, failed: unexpected + flaky }, exitCode);
}

/** @param {Tally[]} tallies */
export function sum(tallies) {
  return tallies.reduce(
    (all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }),
    {
      passed: 0,
      failed: 0,
    },
  );
}

/**
 * A runner that failed outside of any test (an unhandled error, a crash) must not end as "0 failed".
 * @param {Tally} tally
 * @param {number} exitCode
 */
function atLeastOneFailure(tally, exitCode) {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
