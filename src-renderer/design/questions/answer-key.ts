type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/** The choice that a key names, counted from 0, and whether the answer shall be kept; null for other keys. */
export type AnswerKey = { readonly choice: number; readonly always: boolean };

/**
 * A digit answers, Shift and a digit answers for always. A key that is held down answers once. Where digits themselves need
 * Shift (a French keyboard), they answer once: the key's own text counts before its place.
 */
export const answerKeyOf = (event: Pressed): AnswerKey | null => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (/^[1-9]$/.test(event.key)) return { choice: Number(event.key) - 1, always: false };
  const place = event.shiftKey ? /^Digit([1-9])$/.exec(event.code) : null;
  return place === null ? null : { choice: Number(place[1]) - 1, always: true };
};
