/** A profile as its file says it, before it is checked. */
export type ProfileData = Readonly<Record<string, unknown>>;

/** What says which profile it is, and is never taken over. */
const itsOwn = new Set(['name', 'title', 'extends']);

/**
 * A profile over the one it extends. A group of fields (`env`, `files`, `signs`) is joined field by field; a list, a text, a number
 * takes the place of the parent's; an empty value (`null`) takes the parent's away.
 */
export function mergeProfiles(parent: ProfileData, child: ProfileData): ProfileData {
  return joined(inheritedOf(parent), child);
}

/** What another has from it that says nothing of its own. */
export const inheritedOf = (parent: ProfileData): ProfileData =>
  Object.fromEntries(Object.entries(parent).filter(([field]) => !itsOwn.has(field)));

function joined(under: ProfileData, over: ProfileData): ProfileData {
  const result = new Map(Object.entries(under));
  for (const [field, value] of Object.entries(over)) {
    const before = result.get(field);
    if (value === null) result.delete(field);
    else result.set(field, isGroup(value) ? joined(isGroup(before) ? before : {}, value) : value);
  }
  // From a map and not by assignment: `__proto__` as a field of a file is a field like any other.
  return Object.fromEntries(result);
}

const isGroup = (value: unknown): value is ProfileData =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
