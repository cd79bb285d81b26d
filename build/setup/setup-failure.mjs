/** A step that could not be done, with what the person can do about it. Printed without a stack. */
export class SetupFailure extends Error {
  /**
   * @param {string} what one sentence: what failed
   * @param {string} remedy what to do, as far as possible a line to type
   * @param {string} [log] path of the log with the details
   */
  constructor(what, remedy, log) {
    super(what);
    this.name = 'SetupFailure';
    this.remedy = remedy;
    this.log = log;
  }

  /** @returns {string} several lines for the terminal */
  describe() {
    const lines = [`✗ ${this.message}`, `  ${this.remedy.split('\n').join('\n  ')}`];
    if (this.log) lines.push(`  Details: ${this.log}`);
    return lines.join('\n');
  }
}

/**
 * Prints a failure and gives the exit code for it; what is no SetupFailure is a bug and goes on.
 * @param {unknown} error
 * @returns {number}
 */
export function reportFailure(error) {
  if (!(error instanceof SetupFailure)) throw error;
  process.stderr.write(`${error.describe()}\n`);
  return 1;
}
