import type { Result, TuttiError } from '@contract/result.ts';
import type {
  StreamInput,
  StreamItem,
  StreamName,
  VerbName,
  VerbOutput,
  VerbParsed,
} from '@contract/verbs.ts';
import type { Caller } from '../model/caller.ts';

/** Where a stream's items go. Nothing comes after `end`. */
export interface StreamSink<S extends StreamName> {
  item(item: StreamItem<S>): void;
  /** The stream is over without its follower having asked; `error` when it did not end by itself. */
  end(error?: TuttiError): void;
}

export interface Following {
  /** Bytes the viewer has drawn since the last call; streams without flow control ignore it. */
  ack(bytes: number): void;
  cancel(): void;
}

/** All that one connection may ask for: its host's verbs, and those of the project it looks at. */
export interface ServedRooms {
  call<V extends VerbName>(caller: Caller, verb: V, input: VerbParsed<V>): Promise<Result<VerbOutput<V>>>;
  follow<S extends StreamName>(
    caller: Caller,
    stream: S,
    input: StreamInput<S>,
    sink: StreamSink<S>,
  ): Result<Following>;
}
