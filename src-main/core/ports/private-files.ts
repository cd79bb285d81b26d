import type { InstanceId } from '@contract/ids.ts';
import type { Result } from '@contract/result.ts';

/** Files that hold an instance's secrets (its token), readable by the person's account alone. */
export interface PrivateFiles {
  /** Where an instance's files are, whether or not there are any. */
  folderOf(run: number, id: InstanceId): string;
  /** Writes them, each whole or not at all, in place of those that were there. */
  write(run: number, id: InstanceId, files: ReadonlyMap<string, string>): Promise<Result<void>>;
  remove(run: number, id: InstanceId): Promise<void>;
}
