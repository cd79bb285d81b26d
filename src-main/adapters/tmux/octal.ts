const BACKSLASH = 0x5c;
const ZERO = 0x30;

/**
 * The bytes that tmux meant, written over `escaped` (they are never more): in `%output` it writes bytes under 0x20 and the backslash as a backslash and three octal
 * digits, and everything else as it is. A backslash without three octal digits stays as it is.
 */
export function unescapeInPlace(escaped: Buffer): Buffer {
  const first = escaped.indexOf(BACKSLASH);
  if (first === -1) return escaped;
  let to = first;
  for (let from = first; from < escaped.length; ) {
    const byte = escaped[from] ?? 0;
    const value = byte === BACKSLASH ? octalAt(escaped, from + 1) : -1;
    escaped[to++] = value === -1 ? byte : value;
    from += value === -1 ? 1 : 4;
  }
  return escaped.subarray(0, to);
}

/** The value of the three octal digits at `at`, or -1 when they aren't there. */
function octalAt(bytes: Buffer, at: number): number {
  if (at + 3 > bytes.length) return -1;
  const a = (bytes[at] ?? 0) - ZERO;
  const b = (bytes[at + 1] ?? 0) - ZERO;
  const c = (bytes[at + 2] ?? 0) - ZERO;
  if ((a & ~3) !== 0 || (b & ~7) !== 0 || (c & ~7) !== 0) return -1;
  return (a << 6) | (b << 3) | c;
}
