/** Bytes that stand for themselves between double quotes in every tmux: no quote, `$`, backslash, `~`, `#` or control character. */
const PLAIN = new Set(
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !%&()*+,-./:;<=>?@[]^_{|}'].map((c) =>
    c.charCodeAt(0),
  ),
);

const table: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  PLAIN.has(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`,
);

/**
 * One word of tmux's command language that means exactly these bytes (text: its UTF-8), on one line of ASCII. They must not
 * hold a zero byte: tmux's words end there, so it is refused here as a bug of the caller.
 */
export function quoteWord(value: string | Uint8Array): string {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  const parts: string[] = ['"'];
  for (const byte of bytes) {
    if (byte === 0) throw new Error('tmux words cannot hold a zero byte');
    parts.push(table[byte] ?? '');
  }
  parts.push('"');
  return parts.join('');
}
