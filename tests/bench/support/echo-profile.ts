import { type Ground, programOf, writeProfile } from './ground.ts';

/** A profile of one of the programs here. Nothing of it confirms, and its output after a submit accepts a message. */
export const programProfile = (ground: Ground, name: string, args: readonly string[] = []): void => {
  const words = [programOf(ground, `${name}.mjs`), ...args];
  writeProfile(
    ground,
    name,
    [
      `name: ${name}`,
      `command: ${JSON.stringify(process.execPath)}`,
      `args: ${JSON.stringify(words)}`,
      'confirm: { expected: false, reminder: none }',
      'accept: { by: output }',
      '',
    ].join('\n'),
  );
};

export const echoProfile = (ground: Ground): void => programProfile(ground, 'echo');
