import type { Ground } from './ground.ts';

/** Settings hardly ever change: what was read holds for half a minute, so that a row of merges asks once. */
const freshMs = 30_000;

interface Settings {
  readonly signs: boolean;
  /** The file system does not tell `A` from `a`. */
  readonly ignoresCase: boolean;
}

const read = new WeakMap<Ground, { readonly at: number; readonly settings: Promise<Settings> }>();

const readSettings = async ({ git }: Ground): Promise<Settings> => {
  // Exit code 1: none of them is set.
  const asked = await git(['config', '-z', '--get-regexp', '^(commit\\.gpgsign|core\\.ignorecase)$'], {
    accept: [0, 1],
  });
  const last = new Map<string, string>();
  for (const entry of asked.ok ? asked.value.stdout.split('\0') : []) {
    const [key = '', value = 'true'] = entry.split('\n');
    last.set(key, value);
  }
  const isSet = (key: string) => /^(true|yes|on|[1-9]\d*)$/i.test(last.get(key) ?? '');
  return { signs: isSet('commit.gpgsign'), ignoresCase: isSet('core.ignorecase') };
};

const settingsOf = (ground: Ground): Promise<Settings> => {
  const known = read.get(ground);
  if (known !== undefined && Date.now() - known.at < freshMs) return known.settings;
  const settings = readSettings(ground);
  read.set(ground, { at: Date.now(), settings });
  return settings;
};

export const signsCommits = async (ground: Ground): Promise<boolean> => (await settingsOf(ground)).signs;
export const ignoresCase = async (ground: Ground): Promise<boolean> => (await settingsOf(ground)).ignoresCase;
