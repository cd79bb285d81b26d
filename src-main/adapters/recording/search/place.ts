import { fail, ok, type Result } from '@contract/result.ts';

/** Where a hit stands among all there are: by its moment, its stream (0: events), its offset (or number of the event) and its line. */
export interface Place {
  readonly at: number;
  readonly stream: number;
  readonly number: number;
  readonly place: number;
}

const pattern = /^(\d{1,16}(?:\.\d{1,3})?):(-?\d{1,16}):(\d{1,16}):(\d{1,16})$/;

export const comparePlaces = (one: Place, other: Place): number =>
  one.at - other.at || one.stream - other.stream || one.number - other.number || one.place - other.place;

/** Before all that is of that moment. */
export const beginOf = (at: number): Place => ({ at, stream: -1, number: 0, place: 0 });

/** As a caller keeps it: it asks with it for what comes after. */
export const placeText = ({ at, stream, number, place }: Place): string =>
  [at, stream, number, place].join(':');

export const placeIn = (text: string | undefined): Result<Place> => {
  if (text === undefined) return ok(beginOf(0));
  const found = pattern.exec(text);
  if (found === null)
    return fail('bad_input', 'it is no place in a search', 'Take it as the last page gave it.', {
      field: 'after',
    });
  const [at = 0, stream = 0, number = 0, place = 0] = found.slice(1).map(Number);
  return ok({ at, stream, number, place });
};
