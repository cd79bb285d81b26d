import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { Profile } from '@contract/profiles.ts';

type Home = NonNullable<Profile['home']>;
type Copy = Home['copies'][number];
type Environment = Readonly<Record<string, string>>;

/**
 * Copies the person's login into an instance's own folder: the files that the profile names, of a JSON file the named keys alone,
 * each readable by the person's account alone. One that is not there is passed over: the CLI then asks for a login by itself.
 */
export async function copyLogin(home: Home, env: Environment, folder: string): Promise<void> {
  for (const copy of home.copies) {
    const text = await readOrNull(sourceOf(home, copy, env));
    const wanted = text === null ? null : partOf(text, copy.keys);
    if (wanted === null) continue;
    const target = join(folder, copy.file);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, wanted, { mode: 0o600 });
  }
}

/** In the folder that its variable names, else where the CLI looks without it. */
function sourceOf(home: Home, { file, unset }: Copy, env: Environment): string {
  const other = home.also.find(({ path }) => file.startsWith(`${path}/`));
  const whose = other ?? home;
  const within = other === undefined ? file : file.slice(other.path.length + 1);
  const named = env[whose.env];
  if (named !== undefined && isAbsolute(named)) return join(named, within);
  return unset === undefined ? join(expanded(whose.folder, env), within) : expanded(unset, env);
}

const expanded = (path: string, env: Environment): string =>
  path === '~' || path.startsWith('~/') ? join(env.HOME ?? homedir(), path.slice(1)) : path;

async function readOrNull(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The named keys of a JSON file; the whole text where none are named; null where it holds none of them. */
function partOf(text: string, keys: readonly string[] | undefined): string | null {
  if (keys === undefined) return text;
  const whole: unknown = parsed(plain(text));
  if (typeof whole !== 'object' || whole === null) return null;
  const kept = Object.entries(whole).filter(([key]) => keys.includes(key));
  return kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept), null, 2);
}

/** A configuration that is broken, or is being written, has nothing to copy: the CLI tells the person so itself. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const string = '"(?:[^"\\\\]|\\\\.)*"';
const comment = new RegExp(`(${string})|//[^\\n]*|/\\*[^]*?\\*/`, 'g');
const lastComma = new RegExp(`(${string})|,(?=\\s*[}\\]])`, 'g');

/** JSON as people write it into configurations: comments and last commas taken out, wherever they are no part of a string. */
const plain = (text: string): string => text.replace(comment, '$1').replace(lastComma, '$1');
