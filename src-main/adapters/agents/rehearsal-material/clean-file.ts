// The one file of the sample library that two specialists change: each adds its step at the same place, as agents do.

export const cleanFile = 'src/clean.js';

const end = '\n];\n';

export const cleanSource = `/** What is done to every text before it is looked at, one step a line. */
const steps = [${end}
export const clean = (text) => steps.reduce((cleaned, step) => step(cleaned), text);
`;

/** The file with a step more, at the end of the list; one that has it already stays as it is. */
export const withStep = (text: string, step: string): string =>
  text.includes(step) ? text : text.replace(end, `\n  ${step}${end}`);
