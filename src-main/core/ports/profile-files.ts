import type {
  CopyProfile,
  ExaminedText,
  ExamineProfile,
  ProfileChoice,
  ProfileRead,
  ProfileSource,
  SaveProfile,
} from '@contract/profile-sources.ts';
import type { Result } from '@contract/result.ts';

/**
 * Profiles as the files they are in. Only files that are listed are read or written, never a path that is asked for. `trusted`:
 * whether the person trusts the project, whose own profiles can be changed and copied only then.
 */
export interface ProfileFiles {
  /** Errors: `profile_unknown`; `profile_invalid` where the file can't be read at all. */
  source(choice: ProfileChoice, trusted: boolean): Promise<Result<ProfileSource>>;
  /** Nothing is kept. A text may extend what is there. */
  examine(input: ExamineProfile): Promise<ExaminedText>;
  /**
   * Written whole or not at all. Errors: `profile_invalid` with the mistakes, `wrong_state` where the file has changed since it was
   * read, `bad_input` where the name is taken, `refused` for what comes with Tutti, `not_trusted`, `disk_full`, `state_read_only`.
   */
  save(input: SaveProfile, trusted: boolean): Promise<Result<ProfileSource>>;
  copy(input: CopyProfile, trusted: boolean): Promise<Result<ProfileSource>>;
  /** The person's own alone. Errors as of `save`. */
  remove(read: ProfileRead, trusted: boolean): Promise<Result<void>>;
}
