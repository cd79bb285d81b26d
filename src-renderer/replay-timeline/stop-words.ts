import type { Direction, StopKind } from './stops.ts';

export const stopWords: Readonly<Record<StopKind, string>> = {
  message: 'Message',
  blocker: 'What needed you',
  failure: 'Failure',
  conflict: 'Conflict',
  commit: 'Commit',
  merge: 'Merge',
  task: 'Task done',
  person: 'What you did',
};

/** Keys that jump, as they are shown and pressed. */
export const stopKeys: Readonly<Record<StopKind | 'any', Readonly<Record<Direction, string>>>> = {
  message: { after: 'Shift M', before: 'Alt Shift M' },
  blocker: { after: 'Shift B', before: 'Alt Shift B' },
  failure: { after: 'Shift F', before: 'Alt Shift F' },
  conflict: { after: 'Shift X', before: 'Alt Shift X' },
  commit: { after: 'Shift C', before: 'Alt Shift C' },
  merge: { after: 'Shift G', before: 'Alt Shift G' },
  task: { after: 'Shift K', before: 'Alt Shift K' },
  person: { after: 'Shift Y', before: 'Alt Shift Y' },
  // Of whoever is selected, whatever it is.
  any: { after: 'Shift J', before: 'Alt Shift J' },
};
