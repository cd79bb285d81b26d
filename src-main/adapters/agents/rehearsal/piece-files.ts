import { cleanFile } from '../rehearsal-material/clean-file.ts';
import { type Piece, sourceFile, testFile } from '../rehearsal-material/pieces.ts';

/** What nobody else writes: locked while it is written. */
export const ownFiles = (piece: Piece): string[] => [sourceFile(piece), testFile(piece)];

export const filesOf = (piece: Piece): string[] => [
  ...ownFiles(piece),
  ...(piece.step === null ? [] : [cleanFile]),
];
