/** The alarm of the house rules; most files have about 100. */
export const TOO_MANY_LINES = 400;

const EMPTY_WORDS = ['util', 'utils', 'helper', 'helpers', 'service', 'services'];

/** Empty as the thing itself (`common.ts`, `terminal-manager.ts`); `common-folder.ts` is git's word. */
const EMPTY_AT_THE_END = ['common', 'manager', 'managers'];

/** Here a manager is one of the three roles. */
const ABOUT_ROLES = /\/(rehearsal|hierarchy|role-prompts)\/[^/]+$/;

/**
 * @param path relative to the checkout, with slashes
 * @returns what is wrong with a name in it, undefined when all is well
 */
export function nameMistake(path: string): string | undefined {
  for (const part of path.split('/')) {
    const [stem = ''] = part.split('.');
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem)) return `${path}: ${part} is not in kebab-case`;
    const words = stem.split('-');
    const isEmpty =
      words.some((word) => EMPTY_WORDS.includes(word)) ||
      (EMPTY_AT_THE_END.includes(words.at(-1) ?? '') && !ABOUT_ROLES.test(path));
    if (isEmpty) {
      return `${path}: ${part} says how it felt to write it, and not what is inside`;
    }
  }
  return undefined;
}
