import { defaultSettings } from '@contract/settings.ts';
import { describe, expect, it } from 'vitest';
import { mistakeOf, readSettings, textsOf } from '../../src-renderer/settings-dialog/settings-form.ts';

const texts = textsOf(defaultSettings);

describe('the settings form', () => {
  it('reads back what it shows', () => {
    expect(readSettings(texts, defaultSettings)).toEqual({ settings: defaultSettings });
    expect(readSettings({ ...texts, 'limits.managers': ' 7 ' }, defaultSettings)).toMatchObject({
      settings: { limits: { managers: 7 } },
    });
  });

  it('lets an executive start others before it has a plan, and takes that back', () => {
    const before = { ...defaultSettings, coordination: { planBeforeSpawn: false, blockerMinutes: 10 } };
    expect(readSettings(textsOf(before), before)).toEqual({ settings: before });
    expect(readSettings(texts, before)).toEqual({ settings: defaultSettings });
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
