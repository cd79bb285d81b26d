/** A length of time with its two largest units: `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`, `1 d 4 h`. `ms`: milliseconds. */
export const lengthWords = (ms: number): string => {
  if (ms < 9950) return `${Math.max(0, Math.round(ms / 100) / 10)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
};

const two = (number: number): string => String(number).padStart(2, '0');
