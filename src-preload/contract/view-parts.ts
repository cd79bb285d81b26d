import { z } from 'zod';
import { chunkSize } from './chunks.ts';
import { type Message, messageSchema } from './messages.ts';
import { type View, viewSchema } from './view.ts';

/**
 * A view for somebody who has seen others of the same run: messages of long ago are the same in all of them, and are most of it. `piece` names
 * such a piece of `messages` as long as its recording is open; 0: it has no name.
 */
export const viewPartsSchema = z.object({
  view: viewSchema.omit({ messages: true }),
  /** `messages` in order; without `all`: the asker said that it has that one. */
  pieces: z.array(
    z.object({ piece: z.number().int().nonnegative(), all: z.array(messageSchema).readonly().optional() }),
  ),
});
export type ViewParts = z.infer<typeof viewPartsSchema>;

/** Pieces that an asker may say it has: a hundred thousand messages. */
export const mostPieces = 400;

type Piece = readonly Message[];

/** Names pieces. Whoever begins anew never gives a name that another has given. */
export class PieceNames {
  readonly #names = new WeakMap<Piece, number>();
  /** 32 random bits before 20 that count. */
  #last = Math.floor(Math.random() * 2 ** 32) * 2 ** 20;

  partsOf({ messages, ...view }: View, known: ReadonlySet<number>): ViewParts {
    const pieces = messages.map((all) => {
      // One that still grows is another one with each message.
      const piece = all.length < chunkSize ? 0 : this.#nameOf(all);
      return piece !== 0 && known.has(piece) ? { piece } : { piece, all };
    });
    return { view, pieces };
  }

  #nameOf(piece: Piece): number {
    const known = this.#names.get(piece);
    if (known !== undefined) return known;
    this.#last += 1;
    this.#names.set(piece, this.#last);
    return this.#last;
  }
}

/** The pieces that an asker has, the one that was needed last at the end. */
export class KnownPieces {
  readonly #pieces = new Map<number, Piece>();

  /** For one question: the names to send with it, and what makes its answer whole, whatever else is asked meanwhile. */
  ask(): { readonly known: number[]; whole(answer: View | ViewParts): View } {
    const had = new Map(this.#pieces);
    return { known: [...had.keys()], whole: (answer) => this.#whole(answer, had) };
  }

  #whole(answer: View | ViewParts, had: ReadonlyMap<number, Piece>): View {
    if (!('pieces' in answer)) return answer;
    const messages = answer.pieces.map(({ piece, all = had.get(piece) }) => {
      if (all === undefined) throw new Error(`a view without its piece ${piece}, which nobody had`);
      if (piece !== 0) this.#keep(piece, all);
      return all;
    });
    return { ...answer.view, messages };
  }

  #keep(piece: number, all: Piece): void {
    this.#pieces.delete(piece);
    this.#pieces.set(piece, all);
    const [oldest] = this.#pieces.keys();
    if (this.#pieces.size > mostPieces && oldest !== undefined) this.#pieces.delete(oldest);
  }
}
