/** A line of a value of several is a secret of its own from so many letters on: shown on a screen, lines stand apart. */
const shortestLine = 12;

/** Base64 of UTF-8 bytes, without Node's Buffer: this is core. */
const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

/** The ways in which programs write a value: as it is, line by line, quoted in JSON, in an address, in base64. */
export const writtenForms = (value: string): readonly string[] => {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  const several = lines.length > 1 ? lines.filter(({ length }) => length >= shortestLine) : [];
  return [
    ...new Set([
      value,
      ...several,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value.replaceAll(/\p{Cs}/gu, '')),
      base64(value),
    ]),
  ];
};
