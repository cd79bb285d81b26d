import type { Profile } from '@contract/profiles.ts';
import { fillPlaceholders, type PlaceholderValues } from '../../core/hierarchy/placeholders.ts';
import { resolveCommand } from './resolve-command.ts';

/** What is known of the placeholders before a launch. */
export type KnownBefore = Pick<PlaceholderValues, 'project' | 'node' | 'shell' | 'rehearsal'> & {
  /** PATH that instances are started with. */
  readonly path: string;
};

const nothing = {
  mcpUrl: '',
  hookUrl: '',
  token: '',
  nonce: '',
  instance: '',
  task: '',
  prompt: '',
  promptFile: '',
  files: '',
  session: '',
  model: '',
};

/** Fills in what is known before a launch; the rest (`${task}`) stands for nothing. */
export const fillBefore = (text: string, places: KnownBefore): string =>
  fillPlaceholders(text, { ...nothing, ...places });

/** The program that a profile starts, absolute; null where it isn't found. */
export const commandOf = (profile: Profile, places: KnownBefore): string | null =>
  resolveCommand(fillBefore(profile.command, places), profile.env.PATH ?? places.path);
