/** Bytes with their largest unit: `312 B`, `4.1 MB`, `2.0 GB` (of 1024, as the settings count). */
export const sizeWords = (bytes: number): string => {
  let size = bytes;
  for (const unit of ['B', 'KB', 'MB']) {
    if (size < 999.5) return `${unit === 'B' || size >= 99.5 ? Math.round(size) : size.toFixed(1)} ${unit}`;
    size /= 1024;
  }
  return `${size >= 99.5 ? Math.round(size) : size.toFixed(1)} GB`;
};
