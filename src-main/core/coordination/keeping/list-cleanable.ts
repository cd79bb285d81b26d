import type { Cleanable } from '@contract/clean-up.ts';
import { ok, type Result } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { OwnPlace } from '../../ports/clean-ups.ts';
import { isDue } from './drop-merged.ts';
import { judgePlace } from './judge-place.ts';

/** Each is asked of git by some processes: so many at a time leave the machine to those who work. */
const together = 4;

/** More than one project keeps. */
const mostKept = 100_000;

export const keptPrefix = 'kept/';

/** Kept work whose days are over and that no branch has, else it had gone by itself. */
const dueWork = (crew: Crew): Cleanable[] =>
  crew.ports.store
    .keptWork({ dropped: false, limit: mostKept })
    .filter((kept) => isDue(crew, kept))
    .map(({ work, run, id, commit }) => ({
      ...{ name: keptPrefix + work, run, id, worktree: null, branch: null, kept: work, tip: commit },
      ...{ removable: true, savable: false, ignored: [] },
      reason: `its ${crew.ledger.view.settings.merging.keepDays} days are over, and no branch has it: it is lost with this`,
    }));

export const foldersOf = (places: readonly OwnPlace[]): string[] =>
  places.flatMap(({ worktree, missing }) => (worktree === null || missing ? [] : [worktree]));

export const listCleanable = async (crew: Crew): Promise<Result<Cleanable[]>> => {
  const places = await crew.ports.branches.ownPlaces();
  if (!places.ok) return places;
  const inside = await crew.ports.processes.inside(foldersOf(places.value));
  const judged: Cleanable[] = [];
  for (let from = 0; from < places.value.length; from += together) {
    const some = places.value.slice(from, from + together);
    const looks = some.map((place) => judgePlace(crew, place, inside.get(place.worktree ?? '')));
    judged.push(...(await Promise.all(looks)));
  }
  return ok([...judged, ...dueWork(crew)]);
};
