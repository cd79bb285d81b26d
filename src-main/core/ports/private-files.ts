import type { InstanceId } from '@contract/ids.ts';
import type { Profile } from '@contract/profiles.ts';
import type { Result } from '@contract/result.ts';

/** Files that hold an instance's secrets (its token), readable by the person's account alone. */
export interface PrivateFiles {
  /** Where an instance's files are, whether or not there are any. */
  folderOf(run: number, id: InstanceId): string;
  /** Writes them, each whole or not at all, in place of those that were there. */
  write(run: number, id: InstanceId, files: ReadonlyMap<string, string>): Promise<Result<void>>;
  /** Where the configuration of an instance's CLI is, if it has one of its own. */
  homeOf(run: number, id: InstanceId): string;
  /**
   * Makes that folder, unless it is there from an earlier incarnation, whose conversations are in it. `env` is what the program
   * gets: it tells where the person's own is, whose login is copied where `home` says so; a file that is not there is passed over.
   */
  makeHome(
    run: number,
    id: InstanceId,
    home: NonNullable<Profile['home']>,
    env: Readonly<Record<string, string>>,
  ): Promise<Result<string>>;
  /** Removes both. */
  remove(run: number, id: InstanceId): Promise<void>;
  /** Removes what is left of a run that nobody goes on with: an instance that crashed in it may have had a login. */
  removeRun(run: number): Promise<void>;
}
