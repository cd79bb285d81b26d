type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (one: Json, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Objects are joined, lists get what they lack, anything else is replaced. */
const join = (own: Json | undefined, added: Json): Json => {
  if (isRecord(own) && isRecord(added)) {
    const joined = { ...own };
    for (const [key, value] of Object.entries(added)) joined[key] = join(own[key], value);
    return joined;
  }
  if (Array.isArray(own) && Array.isArray(added))
    return [...own, ...added.filter((entry) => !own.some((there) => same(there, entry)))];
  return added;
};

/**
 * Puts one JSON document into another; doing it twice changes nothing.
 * @throws SyntaxError where one of them is no JSON
 */
export const addJson = (own: string, added: string): string =>
  `${JSON.stringify(join(own.trim() === '' ? {} : JSON.parse(own), JSON.parse(added)), null, 2)}\n`;
