import type { Profile } from '@contract/profiles.ts';
import { type Mistake, mistake, ownVariables, staysInside } from './mistakes.ts';

/** Mistakes in what a profile says of its CLI's home. */
export const homeMistakes = (profile: Profile): Mistake[] =>
  profile.home === undefined
    ? []
    : [...variablesOf(profile.home, profile), ...pathsOf(profile.home), ...loginOf(profile.home)];

type Home = NonNullable<Profile['home']>;

function variablesOf(home: Home, { env, models, permissions }: Profile): Mistake[] {
  const named = [
    { name: home.env, path: ['home', 'env'] },
    ...home.also.map((one, i) => ({ name: one.env, path: ['home', 'also', i, 'env'] })),
  ];
  const mistakes = named.flatMap(({ name, path }, i) => {
    if (ownVariables.has(name)) return [mistake(path, 'is set by Tutti itself for every instance')];
    const isSecond = named.findIndex((one) => one.name === name) !== i;
    return isSecond ? [mistake(path, `is ${name}, which names another of its folders already`)] : [];
  });
  if (home.by !== 'instance') return mistakes;
  const groups = [
    { vars: env, path: ['env'] },
    { vars: models.env, path: ['models', 'env'] },
    ...permissions.modes.map((mode, i) => ({ vars: mode.env, path: ['permissions', 'modes', i, 'env'] })),
  ];
  const taken = groups.flatMap(({ vars, path }) =>
    named
      .filter(({ name }) => Object.hasOwn(vars, name))
      .map(({ name }) => mistake([...path, name], 'is set by home.by, which is instance', true)),
  );
  return [...mistakes, ...taken];
}

function pathsOf({ also, copies, files }: Home): Mistake[] {
  const paths = [
    ...also.map(({ path }, i) => ({ file: path, at: ['home', 'also', i, 'path'], atKey: false })),
    ...copies.map(({ file }, i) => ({ file, at: ['home', 'copies', i, 'file'], atKey: false })),
    ...Object.keys(files).map((file) => ({ file, at: ['home', 'files', file], atKey: true })),
  ];
  const outside = paths.filter(({ file }) => !staysInside(file));
  return outside.map(({ at, atKey }) => mistake(at, 'is not a path inside the folder', atKey));
}

function loginOf({ login, copies }: Home): Mistake[] {
  const mistakes = copies.flatMap(({ file, keys }, i) =>
    keys === undefined || /\.jsonc?$/.test(file)
      ? []
      : [mistake(['home', 'copies', i, 'keys'], 'are of a .json or a .jsonc file alone')],
  );
  if (login === 'copied' && copies.length === 0)
    mistakes.push(mistake(['home', 'copies'], 'is missing, but home.login is copied'));
  return mistakes;
}
