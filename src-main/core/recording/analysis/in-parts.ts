/** Work that is done in parts of some milliseconds each, so that others may have their turn between them. */
export type InParts<T> = Generator<void, T>;

export const allAtOnce = <T>(parts: InParts<T>): T => {
  for (let part = parts.next(); ; part = parts.next()) if (part.done === true) return part.value;
};

/** `pause` resolves once others have had their turn. */
export const oneByOne = async <T>(parts: InParts<T>, pause: () => Promise<void>): Promise<T> => {
  for (let part = parts.next(); ; part = parts.next()) {
    if (part.done === true) return part.value;
    await pause();
  }
};
