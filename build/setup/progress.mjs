/** On a terminal the line is redrawn; into a log one line each this many seconds keeps a CI log short. */
const LOG_INTERVAL_MS = 15_000;
const TERMINAL_INTERVAL_MS = 500;

/**
 * One line per step: `✓ packages  12 s`. While it runs, a terminal shows `… packages  7 s  34 %`.
 * @param {{ write(text: string): unknown, isTTY?: boolean }} stream
 */
export function createProgress(stream) {
  const live = stream.isTTY === true;

  /** @param {string} text */
  const line = (text) => stream.write(`${live ? '\r\x1b[K' : ''}${text}\n`);

  return {
    line,
    /**
     * @template T
     * @param {string} name
     * @param {(say: (detail: string) => void) => Promise<T>} work
     * @returns {Promise<T>}
     */
    async step(name, work) {
      const started = Date.now();
      let detail = '';
      const show = () => {
        const text = `… ${name}  ${seconds(Date.now() - started)}  ${detail}`.trimEnd();
        stream.write(live ? `\r\x1b[K${text}` : `${text}\n`);
      };
      if (live) show();
      const timer = setInterval(show, live ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);
      try {
        const result = await work((text) => {
          detail = text;
        });
        line(`✓ ${name}  ${seconds(Date.now() - started)}${detail ? `  ${detail}` : ''}`);
        return result;
      } catch (error) {
        line(`✗ ${name}  ${seconds(Date.now() - started)}`);
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/** @typedef {ReturnType<typeof createProgress>} Progress */

/** @param {number} ms */
export function seconds(ms) {
  return ms < 9_950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
