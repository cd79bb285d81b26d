import { draftOf, type Piece, sourceFile, testFile } from '../rehearsal-material/pieces.ts';
import { claim, fail } from './board.ts';
import type { Part } from './part.ts';
import { formatFailure, isRetry } from './reports.ts';
import { write } from './write-file.ts';

/** The name of the first test that failed, in what `node --test` said. */
const failedTest = (output: string): string => /^not ok \d+ - (.+)$/m.exec(output)?.[1] ?? 'the test';

/**
 * A first attempt that fails, as they do: the module is written with a mistake, its test says so, the task is given up with the reason, and
 * taken again when its leader has said what to look at. Answers the task, if it still has it. After a restart the mistake has been made already.
 */
export async function stumble(part: Part, piece: Piece, task: string): Promise<string | null> {
  const { agent, work } = part;
  const { parent } = agent.me;
  const before = await work.read(sourceFile(piece));
  if (parent === null || before === draftOf(piece) || before === piece.source) return task;
  await write(part, piece, sourceFile(piece), draftOf(piece));
  const command = `node --test ${testFile(piece)}`;
  await agent.turn('Running the tests');
  const tested = await work.test([testFile(piece)]);
  agent.stage.add('step', `Run ${command}`);
  agent.stage.add('bad', `${tested.passed} passed, ${tested.failed} failed`);
  const reason = `${command} fails: ${failedTest(tested.output)}`;
  await part.pause(2);
  await fail(part, task, reason);
  await part.send(parent, formatFailure(task, reason));
  agent.stage.busy(null);
  const told = await agent.mailbox.next(({ from, text }) => from === parent && isRetry(text));
  await agent.turn('Trying again');
  return claim(part, told.text);
}
