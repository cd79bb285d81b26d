import { describe, expect, it } from 'vitest';
import { limitNeedsPerson, limitSentence, limitWords } from '../../src-renderer/design/limit-words.ts';

const now = new Date(2026, 10, 22, 14, 2).getTime();
const limit = (kind: Parameters<typeof limitWords>[0]['kind'], until: number | null = null) => ({
  kind,
  reason: '',
  until,
});

describe('a limit in words', () => {
  it('says when it ends', () => {
    expect(limitWords(limit('usage', new Date(2026, 10, 22, 17, 0).getTime()), now)).toBe(
      'usage limit until 17:00',
    );
    expect(limitWords(limit('rate', new Date(2026, 10, 23, 9, 5).getTime()), now)).toBe(
      'too many requests, tries again at 2026-11-23 09:05',
    );
    expect(limitWords(limit('overloaded'), now)).toBe('overloaded, tries again');
  });

  it('says the reason where one was told', () => {
    expect(limitSentence({ ...limit('login'), reason: 'OAuth token has expired' }, now)).toBe(
      'login expired: OAuth token has expired',
    );
    expect(limitSentence(limit('compacting'), now)).toBe('compacting its context');
  });

  it('needs a person only where nobody else can end it', () => {
    const kinds = ['overloaded', 'rate', 'usage', 'login', 'billing', 'compacting', 'error'] as const;
    expect(kinds.filter((kind) => limitNeedsPerson(limit(kind)))).toEqual(['usage', 'login', 'billing']);
  });
});
