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
