import type { ProfileLogin } from '@contract/profile-choices.ts';
import type { Profile, ProfileEntry } from '@contract/profiles.ts';
import type { Result } from '@contract/result.ts';

/** The agent profiles of this machine and project. Files are read anew at each call: they are small and few. */
export interface Profiles {
  list(trusted: boolean): Promise<readonly ProfileEntry[]>;
  /** `profile_unknown` names those that exist; `profile_invalid` has file, line and field; `not_trusted` the way to trust. */
  find(name: string, trusted: boolean): Promise<Result<Profile>>;
  /** Asks the CLIs of all profiles that can be used, or of one, whether they are logged in. Takes seconds, and never fails. */
  logins(trusted: boolean, name?: string): Promise<readonly ProfileLogin[]>;
  /** Whether the project brings profiles of its own. */
  projectHasProfiles(): Promise<boolean>;
}
