import type { Turn } from './model-request.ts';

/** The CLIs put what is not the person's word between such tags: reminders, the surroundings, the skills. */
const framed = /<([a-z][\w-]*)(?: [^>]*)?>[\s\S]*?<\/\1>/g;

/** claude hands over what was typed while a tool ran in words of its own, as an instruction or a reminder. */
const queued =
  /The user sent a new message while you were working:\n([\s\S]*?)\n\nIMPORTANT: After completing/g;

/** claude's mark after Esc or a refused tool, before the next message. */
const interrupted = /^\[Request interrupted by user[^\]]*\]$/;

/** What the person said in a turn, without what the CLI added; '' for nothing. */
export const spokenWords = (turn: Turn): string => {
  if (turn.role === 'assistant') return '';
  const texts = turn.parts.flatMap((part) => (part.kind === 'text' ? wordsIn(part.text, turn.role) : []));
  return texts.filter((text) => text.trim() !== '').join('\n');
};

const wordsIn = (text: string, role: Turn['role']): readonly string[] => {
  const typedMeanwhile = [...text.matchAll(queued)].map((match) => match[1] ?? '');
  if (typedMeanwhile.length > 0) return typedMeanwhile;
  if (role === 'system' || interrupted.test(text.trim())) return [];
  return [unframed(text)];
};

/** A part that begins with a tag is the CLI's; what a person writes may hold tags, and stays as it came. */
const unframed = (text: string): string =>
  /^\s*<[a-z][\w-]*[ >]/.test(text) ? text.replace(framed, '').trim() : text;
