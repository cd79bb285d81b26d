import { type Result, type TuttiError, TuttiFailure } from '@contract/result.ts';
import type { FrameClient } from '../frame-client/frame-client.ts';
import type { CliIo } from './cli-io.ts';
import type { FoundProject } from './find-project.ts';
import type { Paints } from './paint.ts';

export interface CommonOptions {
  readonly json?: boolean;
  readonly project?: string;
}

/** What a command works with. */
export interface CommandContext {
  readonly io: CliIo;
  readonly json: boolean;
  readonly paints: Paints;
  /** The project that the command is about. Throws TuttiFailure. */
  project(): Promise<FoundProject>;
  /** The running host of the project, as the caller that the environment says. Throws TuttiFailure (`no_host`). */
  host(): Promise<FrameClient>;
  /** One JSON document, or what a person reads. */
  print(value: unknown, text: () => string): void;
}

export const failWith = (error: TuttiError): never => {
  throw new TuttiFailure(error);
};

/** The value of a result, or a throw of its error. */
export const demand = <T>(result: Result<T>): T => (result.ok ? result.value : failWith(result.error));

/** Whether this runs in an instance's pane: then it acts as that instance, and never as the person. */
export const tokenOf = (io: CliIo): string | undefined => io.env.TUTTI_TOKEN || undefined;
