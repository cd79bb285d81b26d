import { delimiter, isAbsolute, join } from 'node:path';
import { isExecutable } from './person-shell.ts';

/**
 * Where a command would be found: itself when it is absolute, else its first place in `pathVariable`; null when nowhere.
 * Relative entries of PATH are passed over: what they mean would depend on the folder a program is started in.
 */
export function resolveCommand(command: string, pathVariable: string): string | null {
  if (isAbsolute(command)) return isExecutable(command) ? command : null;
  if (command === '' || command.includes('/')) return null;
  const places = pathVariable.split(delimiter).filter((folder) => isAbsolute(folder));
  return places.map((folder) => join(folder, command)).find(isExecutable) ?? null;
}
