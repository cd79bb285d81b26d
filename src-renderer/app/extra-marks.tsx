import { createContext, type JSX, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type ExtraMark, inOrder } from '../replay-timeline/index.ts';

type MarksBySource = ReadonlyMap<string, readonly ExtraMark[]>;
type SetMarks = (source: string, marks: readonly ExtraMark[]) => void;

const MarksContext = createContext<readonly ExtraMark[]>([]);
const SetMarksContext = createContext<SetMarks>(() => undefined);

/** Holds what features other than the timeline want marked on it. */
export const ExtraMarksProvider = ({ children }: { readonly children: ReactNode }): JSX.Element => {
  const [bySource, setBySource] = useState<MarksBySource>(new Map());
  const all = useMemo(() => inOrder([...bySource.values()].flat()), [bySource]);
  const set = useMemo<SetMarks>(
    () => (source, marks) => setBySource((before) => new Map(before).set(source, marks)),
    [],
  );
  return (
    <SetMarksContext value={set}>
      <MarksContext value={all}>{children}</MarksContext>
    </SetMarksContext>
  );
};

/** What is marked on the timeline, in order. */
export const useExtraMarks = (): readonly ExtraMark[] => useContext(MarksContext);

/** Marks these on the timeline for as long as the component stands; a new array changes them. `source` tells them from others'. */
export const useMarkOnTimeline = (source: string, marks: readonly ExtraMark[]): void => {
  const set = useContext(SetMarksContext);
  useEffect(() => {
    set(source, marks);
    return () => set(source, []);
  }, [source, marks, set]);
};
