import { stripVTControlCharacters } from 'node:util';

/** So much of what a test said is quoted: what was expected, and what was there. */
const MOST_CHARACTERS = 600;

/**
 * What failed, a text each: where, which test, and how it failed. The runners tell it between thousands of lines.
 * @param {any} report vitest's JSON report; undefined when it wrote none
 * @returns {string[]}
 */
export function failuresOfVitest(report) {
  return (report?.testResults ?? []).flatMap((/** @type {any} */ file) => {
    const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === 'failed');
    if (failed.length === 0)
      return file.status === 'failed' ? [told(file.name, 'the file itself', file.message)] : [];
    return failed.map((/** @type {any} */ test) =>
      told(file.name, test.fullName, (test.failureMessages ?? []).join('\n')),
    );
  });
}

/**
 * @param {any} report Playwright's JSON report; undefined when it wrote none
 * @returns {string[]}
 */
export function failuresOfPlaywright(report) {
  const ofSuite = (/** @type {any} */ suite) => [
    ...(suite.specs ?? [])
      .filter((/** @type {any} */ spec) => !spec.ok)
      .map((/** @type {any} */ spec) => told(`${spec.file}:${spec.line}`, spec.title, messageOf(spec))),
    ...(suite.suites ?? []).flatMap(ofSuite),
  ];
  return [
    ...(report?.suites ?? []).flatMap(ofSuite),
    ...(report?.errors ?? []).map((/** @type {any} */ error) => told('Playwright', 'no test', error.message)),
  ];
}

const messageOf = (/** @type {any} */ spec) =>
  spec.tests
    .flatMap((/** @type {any} */ test) => test.results)
    .flatMap((/** @type {any} */ result) => result.errors ?? [])
    .map((/** @type {any} */ error) => error.message)
    .join('\n');

/**
 * @param {string} file
 * @param {string} name
 * @param {string | undefined} message
 */
const told = (file, name, message) => {
  const lines = stripVTControlCharacters(message ?? '')
    .trim()
    .split('\n');
  const text = lines.filter((line) => !/^\s+at .*node_modules/.test(line)).join('\n');
  const short = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return `${file} › ${name}\n    ${short.split('\n').join('\n    ')}`;
};
