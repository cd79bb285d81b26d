import type { Profile } from '@contract/profiles.ts';

type Home = NonNullable<Profile['home']>;
type Environment = Readonly<Record<string, string>>;

/** The variables by which a CLI is told of a home of its own. */
export const homeEnvironment = (home: Home, folder: string): Record<string, string> => ({
  [home.env]: folder,
  ...Object.fromEntries(home.also.map(({ env, path }) => [env, `${folder}/${path}`])),
});

/**
 * What those were before, as a variable: a CLI whose folders are named by variables of everyone's (`XDG_CONFIG_HOME`) puts them back
 * for the commands that it runs, which are no part of its home. Empty is as good as not set.
 */
export const outsideOf = (home: Home, env: Environment): Record<string, string> => {
  const names = [home.env, ...home.also.map((one) => one.env)];
  return { TUTTI_OUTSIDE: JSON.stringify(Object.fromEntries(names.map((name) => [name, env[name] ?? '']))) };
};
