import type { Crew } from './crew.ts';

/** Marker of everything an instance ever started; one incarnation's number follows it. */
export const markerOf = (crew: Crew, life: { readonly run: number; readonly id: string }): string =>
  `${crew.ports.ground().marker}/${life.run}/${life.id}/`;
