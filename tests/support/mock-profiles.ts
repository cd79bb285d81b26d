import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { agentChecks, type CheckItem, checkAgentInputSchema, quickChecks } from '@contract/agent-checks.ts';
import { mistakeWords, type ProfileSource } from '@contract/profile-sources.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { draftProfile, type ParentOf, parseProfile } from '../../src-main/adapters/agents/parse-profile.ts';
import { choicesOf } from '../../src-main/adapters/agents/profile-choices.ts';
import { renamed } from '../../src-main/adapters/agents/rename-profile.ts';
import { profileRows } from './mock-data.ts';
import type { Handlers } from './mock-rooms.ts';

/** A trial that a test leads: what it finds is told one by one. */
export type MockTrial = {
  readonly input: ReturnType<typeof checkAgentInputSchema.parse>;
  cancelled: boolean;
  /** Tells the next finding. */
  find(finding: Partial<CheckItem>): void;
  end(): void;
};

export type MockProfiles = {
  readonly handlers: Handlers;
  /** Text by file; those that come with Tutti have none, and are under their names. */
  readonly texts: Map<string, string>;
  readonly trials: MockTrial[];
  follow(input: unknown, send: (item: unknown) => void, end: () => void): () => void;
};

const shipped = resolve(import.meta.dirname, '../../src-main/adapters/agents/shipped');
const own = '/home/ada/.config/tutti/profiles';
const real: readonly string[] = ['claude', 'rehearsal', 'shell'];
const textOf = ({ name, command = 'sh' }: ProfileEntry): string =>
  !real.includes(name)
    ? `name: ${name}\ncommand: ${JSON.stringify(command)}\n`
    : readFileSync(resolve(shipped, `${name}.yaml`), 'utf8');

const keyOf = ({ file, name }: { file: string | null; name: string }): string => file ?? name;
const versionOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Profiles as a real host keeps them, in memory. */
export const mockProfiles = (rows: readonly ProfileEntry[] = profileRows, readOnly = false): MockProfiles => {
  const known = new Map(rows.map((entry) => [keyOf(entry), entry]));
  const texts = new Map(rows.map((entry) => [keyOf(entry), textOf(entry)]));
  const trials: MockTrial[] = [];

  const parentOf: ParentOf = (wanted) => {
    const drafts = [...texts.values()].map((text) => draftProfile(text, ''));
    const parent = drafts.find(({ name, data }) => data !== null && name === wanted);
    return parent?.data
      ? { data: parent.data }
      : { data: null, what: `is ${wanted}, and no profile has that name` };
  };
  const examine = (text: string) => parseProfile(text, '', parentOf);

  const entries = (): ProfileEntry[] =>
    [...texts].map(([key, text]) => {
      const { name, profile } = examine(text);
      const before = known.get(key);
      const base = before ?? {
        ...{ source: 'person' as const, file: key, scripted: false, confirmExpected: true, found: true },
        problem: null,
        ...choicesOf(profile),
      };
      return { ...base, name: name || key, title: profile?.title ?? before?.title ?? (name || key) };
    });
  const sourceOf = (entry: ProfileEntry): ProfileSource => {
    const text = texts.get(keyOf(entry)) ?? '';
    const { profile, mistakes, inherited } = examine(text);
    const { name, title, source, file, scripted, found, problem } = entry;
    return {
      ...{ name, title, source, file, scripted, found, problem, text },
      version: versionOf(text),
      editable: source === 'person',
      mistakes: [...mistakes],
      inherited,
      dialogs: (profile?.signs.dialogs ?? []).map((dialog) => ({ name: dialog.name, text: dialog.text })),
    };
  };
  const put = (file: string, text: string): Result<ProfileSource> => {
    texts.set(file, text);
    const entry = entries().find((each) => keyOf(each) === file);
    return entry === undefined ? fail('internal', 'It was not kept.', 'Try again.') : ok(sourceOf(entry));
  };
  const changed = fail('wrong_state', 'The file has changed since it was read.', 'Read it again.', {
    field: 'replaces',
  });

  const handlers: Handlers = {
    'profiles.list': () => ok(entries()),
    'profiles.source': ({ name, file }) => {
      if (readOnly)
        return fail('read_only', 'The text of a profile may hold keys.', 'Use the window itself.');
      const entry = entries().find(
        (each) => each.name === name && (file === undefined || each.file === file),
      );
      return entry === undefined
        ? fail('profile_unknown', `No profile is named ${name}.`, '')
        : ok(sourceOf(entry));
    },
    'profiles.examine': ({ text }) => {
      const { mistakes, inherited } = examine(text);
      return ok({ mistakes: [...mistakes], inherited });
    },
    'profiles.save': ({ text, replaces }) => {
      const { name, mistakes } = examine(text);
      const [first] = mistakes;
      if (first !== undefined)
        return fail(
          'profile_invalid',
          mistakeWords(first),
          'Correct it and save again; nothing was written.',
        );
      if (replaces === undefined) return put(`${own}/${name}.yaml`, text);
      return versionOf(texts.get(replaces.file) ?? '') === replaces.version
        ? put(replaces.file, text)
        : changed;
    },
    'profiles.copy': ({ name, to, title }) => {
      const from = entries().find((each) => each.name === name);
      if (entries().some((each) => each.name === to))
        return fail('bad_input', `${to} is the name of another profile already.`, 'Choose another name.', {
          field: 'to',
        });
      return from === undefined
        ? fail('profile_unknown', `No profile is named ${name}.`, '')
        : put(`${own}/${to}.yaml`, renamed(texts.get(keyOf(from)) ?? '', to, title));
    },
    'profiles.delete': ({ file, version }) => {
      if (versionOf(texts.get(file) ?? '') !== version) return changed;
      texts.delete(file);
      return ok({});
    },
  };

  const follow = (input: unknown, send: (item: unknown) => void, end: () => void): (() => void) => {
    const parsed = checkAgentInputSchema.parse(input);
    const checks = parsed.all ? agentChecks : quickChecks;
    let at = 0;
    const trial: MockTrial = {
      input: parsed,
      cancelled: false,
      find: (finding) => {
        send({ check: checks[at], verdict: 'yes', words: 'It does.', remedy: null, ms: 1200, ...finding });
        at += 1;
      },
      end,
    };
    trials.push(trial);
    return () => {
      trial.cancelled = true;
    };
  };
  return { handlers, texts, trials, follow };
};
