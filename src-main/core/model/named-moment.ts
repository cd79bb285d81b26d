const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Nov 26, 4:19pm`, `Jan 2, 2027, 4pm`, `Nov 26 at 4 PM`, `4:19pm`: the day may be left out, the hour may not. */
const named = /^(?:([a-z]{3})[a-z]* (\d{1,2})(?:, (\d{4}))?(?:,| at) )?(\d{1,2})(?::(\d\d))? ?(am|pm)\b/i;

/** A time of day that has just passed is meant, and not the next day's: the words stand there for a while after it. */
const justPassedMs = 5 * 60_000;

/**
 * The moment that words begin with, by this machine's clock and zone; without a day the next such time to come.
 * @param now milliseconds since 1970
 * @returns milliseconds since 1970; null where the words begin with none, or with a day alone
 */
export const namedMoment = (words: string, now: number): number | null => {
  const [, month, day, year, hour, minutes = '0', half] = named.exec(words) ?? [];
  if (hour === undefined || half === undefined) return null;
  const at = new Date(now);
  at.setHours((Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0), Number(minutes), 0, 0);
  if (month === undefined) {
    if (at.getTime() < now - justPassedMs) at.setDate(at.getDate() + 1);
    return at.getTime();
  }
  const inYear = months.indexOf(month.toLowerCase());
  if (inYear < 0) return null;
  at.setFullYear(year === undefined ? at.getFullYear() : Number(year), inYear, Number(day));
  return at.getTime();
};
