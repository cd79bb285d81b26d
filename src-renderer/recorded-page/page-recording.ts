import {
  blockId,
  indexId,
  type PageIndex,
  pageIndexSchema,
} from '@contract/recording-format/recorded-page.ts';
import { type FindText, UnpackedBlocks, unpackElement } from './page-blocks.ts';
import { PageEvents } from './page-events.ts';
import { PageTerminal } from './page-terminal.ts';

/** The recording that a page carries. */
export interface PageRecording {
  readonly index: PageIndex;
  readonly events: PageEvents;
  terminal(instance: string): PageTerminal | undefined;
  terminals(): readonly PageTerminal[];
}

/** Reads the index; all else is read when it is asked for. Rejects where the page is not whole. */
export const openPageRecording = async (find: FindText): Promise<PageRecording> => {
  const text = new TextDecoder().decode(await unpackElement(find, indexId));
  const index = pageIndexSchema.parse(JSON.parse(text));
  const blocks = new UnpackedBlocks((block) => unpackElement(find, blockId(block)));
  const terminals = new Map(index.streams.map((of) => [of.instance, new PageTerminal(blocks, of)]));
  return {
    index,
    events: new PageEvents(blocks, index),
    terminal: (instance) => terminals.get(instance),
    terminals: () => [...terminals.values()],
  };
};
