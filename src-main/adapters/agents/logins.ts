import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import type { ProfileLogin } from '@contract/profile-choices.ts';
import type { Profile } from '@contract/profiles.ts';
import { commandOf, fillBefore, type KnownBefore } from './command-of.ts';

type Places = KnownBefore & {
  /** What programs are started with. */
  readonly env: Readonly<Record<string, string>>;
};

/** The CLIs answer in a second or two, the slowest on a busy machine in five; one that hangs (on a locked keyring) must not stay. */
const usualTimeoutMs = 15_000;

/** Long enough that a dialog opened twice asks once, short enough that a login just made is soon seen. */
const keepMs = 20_000;

/** A few lines are expected; who prints more answers another question. */
const maxLength = 256 * 1024;

interface Answer {
  readonly until: number;
  readonly printed: Promise<string | null>;
}

/**
 * Asks CLIs whether they are logged in: each by its own command, as an argument list, all at once. Never fails: what can't be
 * asked is unknown.
 */
export function loginsOf(
  places: Places,
  now: () => number = Date.now,
  timeoutMs = usualTimeoutMs,
): (profiles: readonly Profile[]) => Promise<ProfileLogin[]> {
  const answers = new Map<string, Answer>();
  const ask = (path: string, args: readonly string[], env: Record<string, string>) => {
    // Profiles of one CLI and account share one answer.
    const key = JSON.stringify([path, args, env]);
    const known = answers.get(key);
    if (known && now() < known.until) return known.printed;
    const printed = print(path, args, env, timeoutMs);
    answers.set(key, { until: now() + keepMs, printed });
    return printed;
  };
  const one = async (profile: Profile): Promise<ProfileLogin> => {
    const { login, home } = profile;
    const unknown = (words: string): ProfileLogin => ({
      profile: profile.name,
      state: 'unknown',
      words,
      remedy: null,
    });
    if (login === undefined) return unknown('its CLI does not tell');
    if (home?.by === 'instance' && home.login === 'none') return unknown('each instance logs in by itself');
    const path = commandOf(profile, places);
    if (path === null) return unknown('it is not installed');
    const args = login.args.map((arg) => fillBefore(arg, places));
    const printed = await ask(path, args, environmentOf(profile, places));
    if (printed === null) return unknown('it could not be asked');
    const said = read(login, printed);
    const remedy = said.remedy === null ? null : `${said.remedy}${forAccount(profile, places)}`;
    return { profile: profile.name, ...said, remedy };
  };
  return (profiles) => Promise.all(profiles.map(one));
}

/** The answer for an agent, whose profile may be one that can't be used (the person's own, with a mistake). */
export const loginOf = (name: string, asked: readonly ProfileLogin[]): ProfileLogin =>
  asked.find(({ profile }) => profile === name) ?? {
    profile: name,
    state: 'unknown',
    words: 'its profile has a mistake',
    remedy: null,
  };

const environmentOf = (profile: Profile, places: Places): Record<string, string> => {
  const own = Object.entries(profile.env).map(([name, value]) => [name, fillBefore(value, places)] as const);
  return { ...places.env, ...Object.fromEntries(own) };
};

/** A profile of another account says where that is. */
const forAccount = ({ home, env }: Profile, places: Places): string => {
  const folder = home === undefined ? undefined : env[home.env];
  return home === undefined || folder === undefined
    ? ''
    : ` Set ${home.env}=${fillBefore(folder, places)} for that.`;
};

function read(
  { loggedIn, loggedOut, account, remedy }: NonNullable<Profile['login']>,
  printed: string,
): Omit<ProfileLogin, 'profile'> {
  // "Not logged in" has "logged in" within it, so what denies is looked for first.
  if (new RegExp(loggedOut, 'mu').test(printed)) return { state: 'out', words: 'not logged in', remedy };
  if (!new RegExp(loggedIn, 'mu').test(printed))
    return { state: 'unknown', words: 'it answered in words that are not known', remedy: null };
  const whose = account === undefined ? undefined : new RegExp(account, 'mu').exec(printed)?.[1];
  const words = whose === undefined ? 'logged in' : `logged in: ${whose.slice(0, 80)}`;
  return { state: 'in', words, remedy: null };
}

/** Everything it prints, in plain text; null when it could not be started or took too long. Its exit status is not asked. */
function print(
  path: string,
  args: readonly string[],
  env: Record<string, string>,
  timeoutMs: number,
): Promise<string | null> {
  return new Promise((resolve) => {
    // A process group of its own: what a CLI's wrapper starts ends with it.
    const child = spawn(path, args, {
      env,
      cwd: homedir(),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    let late = false;
    const end = (): void => {
      late = true;
      if (child.pid !== undefined) endGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(end, timeoutMs);
    const hear = (text: string): void => {
      printed += text;
      if (printed.length > maxLength) end();
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
    child.on('error', () => {
      clearTimeout(timer);
      resolve(null);
    });
    child.on('close', () => {
      clearTimeout(timer);
      resolve(late ? null : stripVTControlCharacters(printed));
    });
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
