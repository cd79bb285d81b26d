const dayMs = 86_400_000;

/** The zone in which this process lives. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Names a moment's day (`2026-11-22`) in a time zone. Null where there is no zone of that name. */
export const dayNamer = (zone: string): ((at: number) => string) | null => {
  try {
    // Canada's English writes a day as ISO 8601 does.
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    return (at) => format.format(at);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** The last `count` days up to `today`, the oldest first. Counted by the calendar: a day may have 23 or 25 hours. */
export const daysUpTo = (today: string, count: number): string[] => {
  const end = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: count }, (_, back) =>
    new Date(end - (count - 1 - back) * dayMs).toISOString().slice(0, 10),
  );
};
