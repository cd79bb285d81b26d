import { isUnderWay, type Merge } from '@contract/merges.ts';
import type { Crew } from '../../hierarchy/crew.ts';

/**
 * Whether a merge is still to be made. While git was asked somebody may have cancelled it, or another run begun that has one of its name:
 * whatever is told of it then would bring it back.
 */
export const isStillWanted = (crew: Crew, { id, run }: Merge): boolean =>
  crew.ledger.view.merges.some((now) => now.id === id && now.run === run && isUnderWay(now));
