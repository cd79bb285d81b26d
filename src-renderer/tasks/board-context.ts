import { createContext, useContext } from 'react';

/** What every card needs to know of the board around it. */
export type Board = {
  /** The task whose details are shown. */
  readonly openId: string | null;
  /** The card that Tab reaches; arrows move on from it. */
  readonly stopId: string | null;
  /** The instance that is selected in the window. */
  readonly selectedId: string | null;
  open(id: string): void;
};

const none: Board = { openId: null, stopId: null, selectedId: null, open: () => {} };

export const BoardContext = createContext<Board>(none);

export const useBoard = (): Board => useContext(BoardContext);
