import { ascending } from 'd3';

/** What others than the run itself want to be seen at a moment: a hit of a search, a note. */
export interface ExtraMark {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The instance that it is about; absent: the run as a whole, shown above the lanes. */
  readonly lane?: string;
  /** In a few words; shown to whoever points at it. */
  readonly label: string;
  readonly tone: 'accent' | 'amber' | 'red' | 'green' | 'plain';
}

/** In the order of their moments, as the timeline takes them. */
export const inOrder = (marks: readonly ExtraMark[]): readonly ExtraMark[] =>
  marks.toSorted((one, other) => ascending(one.at, other.at));
