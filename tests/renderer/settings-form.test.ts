// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a message are written that way.
import { defaultSettings, settingsSchema } from '@contract/settings.ts';
import { describe, expect, it } from 'vitest';
import { mistakeOf, readSettings, textsOf } from '../../src-renderer/settings-dialog/settings-form.ts';

const texts = textsOf(defaultSettings);

describe('the settings form', () => {
  it('reads back what it shows', () => {
    expect(readSettings(texts, defaultSettings)).toEqual({ value: defaultSettings });
    expect(readSettings({ ...texts, 'limits.managers': ' 7 ' }, defaultSettings)).toMatchObject({
      value: { limits: { managers: 7 } },
    });
  });

  it('lets an executive start others before it has a plan, and takes that back', () => {
    const before = { ...defaultSettings, coordination: { planBeforeSpawn: false, blockerMinutes: 10 } };
    expect(readSettings(textsOf(before), before)).toEqual({ value: before });
    expect(readSettings(texts, before)).toEqual({ value: defaultSettings });
  });

  it('has a field for each setting, and takes each of another value back as it was', () => {
    const groups = Object.entries(defaultSettings).filter(([name]) => name !== 'notifications');
    const paths = groups.flatMap(([name, group]) =>
      typeof group === 'object' ? Object.keys(group).map((of) => `${name}.${of}`) : [name],
    );
    expect(Object.keys(texts).sort()).toEqual(paths.sort());
    const other = settingsSchema.parse({
      limits: { executives: 1, managers: 0, specialists: 2, childrenEach: 3 },
      scrollback: 100,
      restartTogether: 1,
      coordination: { planBeforeSpawn: false, blockerMinutes: 1 },
      recovery: { restart: 'off', most: 1, withinMinutes: 1 },
      breaker: { failures: 1, withinSeconds: 1, openSeconds: 1, successes: 1 },
      approval: 'all',
      starts: { together: 1, keepFreeMb: 0 },
      locks: { graceSeconds: 0, askAgainSeconds: 5 },
      merging: {
        strategy: 'rebase',
        check: 'make',
        checkMinutes: 1,
        together: 1,
        resolver: 'claude',
        keepDays: 1,
      },
      recording: {
        on: false,
        typed: 'full',
        keepDays: 0,
        keepGigabytes: 1,
        patterns: ['ACME-[0-9]+', 'b c'],
        environment: ['NPM_TOKEN'],
      },
      worktrees: { copy: ['.env', 'a b'], link: ['data'], setup: 'npm ci', setupMinutes: 1 },
      telemetry: { endpoint: 'http://127.0.0.1:4318/v1/traces', headers: ['Authorization=OTLP_AUTH'] },
      commits: {
        maxMegabytes: 0,
        secrets: 'off',
        allow: ['docs'],
        onTaskDone: true,
        message: '${task}\n\nby ${instance}',
      },
    });
    expect(readSettings(textsOf(other), defaultSettings)).toEqual({ value: other });
    expect(readSettings(texts, other)).toEqual({ value: defaultSettings });
  });

  it('says of a text what is wrong with it, and of a list what is wrong with an entry', () => {
    const wrong = {
      ...texts,
      'worktrees.copy': '.env\n../secrets',
      'commits.allow': 'docs\n/etc',
      'commits.message': '${titel}',
      'merging.check': 'a\0b',
      'merging.keepDays': '0',
    };
    const read = readSettings(wrong, defaultSettings);
    expect(read).toEqual({
      mistakes: {
        'worktrees.copy': '../secrets leads out of the repository: leave out ".."',
        'commits.allow': expect.stringContaining('relative to the project'),
        'commits.message': expect.stringContaining('nothing is called ${titel}'),
        'merging.check': 'a command can’t hold a zero byte: take it out',
        'merging.keepDays': 'A whole number from 1 to 3650.',
      },
    });
  });

  it('says beside each field what may stand in it', () => {
    const read = readSettings(
      {
        ...texts,
        scrollback: '99',
        'limits.managers': '',
        'limits.executives': '1.5',
      },
      defaultSettings,
    );
    expect(read).toEqual({
      mistakes: {
        scrollback: 'A whole number from 100 to 200000.',
        'limits.managers': 'A whole number from 0 to 500.',
        'limits.executives': 'A whole number from 1 to 100.',
      },
    });
  });

  it('puts a refusal beside the field it names, and says when it names none', () => {
    const refusal = { code: 'bad_input', message: 'too many', remedy: '' } as const;
    expect(mistakeOf({ ...refusal, field: 'scrollback' })).toEqual({ scrollback: 'too many' });
    expect(mistakeOf({ ...refusal, field: 'else' })).toBeNull();
    expect(mistakeOf(refusal)).toBeNull();
  });
});
