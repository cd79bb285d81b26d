import { instanceIdSchema } from '@contract/ids.ts';
import type { ChainStep, Failure, Why } from '@contract/run-why.ts';
import type { RecordingReader } from '../ports/recordings.ts';

/** Screens of one failure: what led there last says most, and each is a keyframe that is read and drawn. */
const mostScreens = 12;
/** Rows from the foot of a screen: as much as is read of it, and where programs write. */
const mostRows = 40;

/** Whose screen tells of a step: whom it is about, or who did it. */
const whoseOf = ({ about, actor }: ChainStep): string | null =>
  [about, actor].find((one) => one !== null && instanceIdSchema.safeParse(one).success) ?? null;

/** What cannot be read has no screen: the chain stands by itself. */
const withScreens = async (
  reader: Pick<RecordingReader, 'textAt'>,
  failure: Failure,
  maySee: (instance: string) => boolean,
): Promise<Failure> => {
  const shown = new Map<string, string>();
  const chain: ChainStep[] = [];
  let count = 0;
  for (const step of failure.chain) {
    const whose = whoseOf(step);
    const instance = whose !== null && maySee(whose) ? whose : null;
    const text = instance === null || count >= mostScreens ? null : await reader.textAt(instance, step.at);
    if (instance === null || text?.ok !== true || text.value === null || text.value.lines.length === 0) {
      chain.push(step);
      continue;
    }
    const lines = text.value.lines.slice(-mostRows);
    const words = lines.join('\n');
    const same = shown.get(instance) === words;
    shown.set(instance, words);
    if (!same) count += 1;
    chain.push(same ? step : { ...step, screen: { instance, lines: [...lines], exact: text.value.exact } });
  }
  return { ...failure, chain };
};

/** Why, with what stood at each step on the screens that the asker may see. */
export const addScreens = async (
  reader: Pick<RecordingReader, 'textAt'>,
  why: Why,
  maySee: (instance: string) => boolean = () => true,
): Promise<Why> => {
  const failures: Failure[] = [];
  for (const failure of why.failures) failures.push(await withScreens(reader, failure, maySee));
  return { ...why, failures };
};
