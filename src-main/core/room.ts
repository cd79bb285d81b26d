import type { Result } from '@contract/result.ts';
import type { ProjectVerbName, VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { Caller } from './model/caller.ts';

/** What answers a verb: its caller is known, its input has been parsed. */
type Room<V extends ProjectVerbName> = (
  caller: Caller,
  input: VerbParsed<V>,
) => Result<VerbOutput<V>> | Promise<Result<VerbOutput<V>>>;

/** The rooms of some verbs. A topic makes its own, and `Project` puts them together. */
export type Rooms<V extends ProjectVerbName = ProjectVerbName> = { readonly [Name in V]: Room<Name> };
