import type { Piece } from '../rehearsal-material/pieces.ts';
import type { Part } from './part.ts';

/** Lines of a new file that are shown: enough to see what it is. */
const linesShown = 10;

/** Shows a file as it grows, then writes it. */
export async function write(part: Part, piece: Piece, file: string, text: string): Promise<void> {
  const { agent, work } = part;
  await agent.turn(`Writing ${file}`);
  const lines = text.trimEnd().split('\n');
  agent.stage.add('step', `Write ${file} (${lines.length} lines)`);
  for (const line of lines.slice(0, linesShown)) {
    agent.stage.add('added', line);
    await part.pause(0.5);
  }
  if (lines.length > linesShown)
    agent.stage.add('detail', `… ${lines.length - linesShown} more lines of ${piece.name}`);
  await work.write(file, text);
}
