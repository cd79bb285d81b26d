import { existsSync, renameSync } from 'node:fs';

const companions = ['', '-wal', '-shm'];

const stamp = (now: number): string => new Date(now).toISOString().replaceAll(/[:.]/g, '-');

const freeName = (file: string, now: number): string => {
  const wanted = `${file}.corrupt-${stamp(now)}`;
  const taken = (name: string) => companions.some((suffix) => existsSync(name + suffix));
  let name = wanted;
  for (let count = 2; taken(name); count += 1) name = `${wanted}-${count}`;
  return name;
};

/** Renames a database with its log files, so that nothing of it is overwritten. Gives the new name. */
export const setAside = (file: string, now: number): string => {
  const aside = freeName(file, now);
  for (const suffix of companions) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
};
