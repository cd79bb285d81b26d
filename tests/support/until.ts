/** How long a test waits for something that must happen, in ms: only a failing test ever waits so long. */
const patienceMs = 60_000;

/** Waits until `look` gives something other than false, null or undefined, and answers with it. */
export async function until<T>(
  what: string,
  look: () => T | false | null | undefined,
  evidence: () => string = () => '',
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = look();
    if (found !== false && found !== null && found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}\n${evidence()}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
