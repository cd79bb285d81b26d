import { cleanFile, withStep } from '../rehearsal-material/clean-file.ts';
import { type Piece, pieces, sourceFile, testFile } from '../rehearsal-material/pieces.ts';
import { claim, complete } from './board.ts';
import { castOf } from './cast.ts';
import { Refused } from './host-calls.ts';
import { untilMerged } from './merging.ts';
import { permission } from './misbehave.ts';
import type { Part } from './part.ts';
import { filesOf, ownFiles } from './piece-files.ts';
import { formatReport } from './reports.ts';
import { resolveConflict } from './resolve-conflict.ts';
import { stumble } from './stumble.ts';
import type { Tested } from './worktree-work.ts';
import { write } from './write-file.ts';

/** How long a permission question stays open before the play goes on by itself, in seconds at pace 1. */
const answerSeconds = 15;

/** What its restart or its end has given back already is none of the play's trouble. */
async function unlock({ agent }: Part, piece: Piece): Promise<void> {
  try {
    await agent.host.tool('unlockFiles', { paths: ownFiles(piece) });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    agent.stage.add('detail', error.message);
  }
}

/** A specialist: one module with its test, written, tested, committed and reported. */
export async function playSpecialist(part: Part): Promise<void> {
  const { agent, task, work } = part;
  const piece = pieces.find(({ name }) => name === task.part) ?? pieces[0];
  if (!piece) throw new Error('the play has no pieces');
  const { parent } = agent.me;
  let taken: string | null = null;
  if (parent !== null) {
    await agent.turn(null);
    const told = await agent.mailbox.next(
      ({ from, text }) => from === parent && text.startsWith('Your piece'),
    );
    taken = await claim(part, told.text);
  }
  await agent.turn('Reading the code');
  part.plan([
    `Write ${testFile(piece)}`,
    `Write ${sourceFile(piece)}`,
    'Run the tests',
    'Commit',
    'Report, and be merged',
  ]);
  await part.progress(0, 5, `Reading ${sourceFile(piece)}`);
  agent.stage.add('step', `Read ${sourceFile(piece)}`);
  agent.stage.add('detail', (await work.read(sourceFile(piece))).split('\n')[0] ?? '');
  await part.pause(4);

  await agent.host.tool('lockFiles', { paths: ownFiles(piece), reason: `writes ${piece.name}` });
  agent.stage.add('step', `Lock ${ownFiles(piece).join(' and ')}`);
  if (castOf(task.seed).isBlocked === piece.name) await untieBlock(part, piece);
  await write(part, piece, testFile(piece), piece.test);
  await seeItFail(part, piece);
  if (taken !== null && castOf(task.seed).fails === piece.name) taken = await stumble(part, piece, taken);
  await write(part, piece, sourceFile(piece), piece.source);
  if (piece.step !== null) await addStep(part, piece.step);
  await part.progress(2, 60, 'The module is written');
  await part.pause(2);
  await deliver(part, piece, taken, await check(part, piece));
}

/** Reports what it can't decide, of which its parent is told, and waits until that or the person writes. */
async function untieBlock(part: Part, piece: Piece): Promise<void> {
  const { agent } = part;
  const { parent } = agent.me;
  const helps = (from: string, text: string) =>
    from === 'person' || (from === parent && text.startsWith('Answer: '));
  await agent.host.tool('reportBlocker', { blocker: piece.doubt, kind: 'decision' });
  agent.stage.add('step', 'Blocked');
  agent.stage.add('detail', piece.doubt);
  agent.stage.busy(null);
  await agent.mailbox.next(({ from, text }) => helps(from, text));
  await agent.host.hook({ event: 'busy', reason: 'the blocker is answered' });
  await agent.turn('Going on with the answer');
  await part.pause(2);
}

/** A test that never failed proves little. After a restart the module may be there already. */
async function seeItFail(part: Part, piece: Piece): Promise<void> {
  const { agent, work } = part;
  await agent.turn('Running the new test');
  const tested = await work.test([testFile(piece)]);
  agent.stage.add('step', `Run node --test ${testFile(piece)}`);
  agent.stage.add(
    'detail',
    tested.ok ? `${tested.passed} passed already` : 'fails, as it should: nothing is written yet',
  );
  await part.progress(1, 30, 'The test is written');
  await part.pause(3);
}

/** One line in the file that the pieces of its half share. */
async function addStep({ agent, work }: Part, step: string): Promise<void> {
  await work.write(cleanFile, withStep(await work.read(cleanFile), step));
  agent.stage.add('step', `Write ${cleanFile}: one step more`);
  agent.stage.add('added', `  ${step}`);
}

/** Runs its test; in some plays only after having asked. Null when the person said no. */
async function check(part: Part, piece: Piece): Promise<Tested | null> {
  const { agent, task, work } = part;
  const command = `node --test ${testFile(piece)}`;
  await agent.turn('Running the tests');
  if (castOf(task.seed).asks === piece.name) {
    const choice = await agent.ask(
      permission(`May I run \`${command}\`?`, command),
      answerSeconds * 1000 * task.pace,
    );
    if (choice === null) agent.stage.add('detail', 'nobody answered, going on');
    else agent.stage.add('detail', `answered: ${['Yes', 'No', 'Always'][choice] ?? 'Yes'}`);
    if (choice === 1) return null;
  }
  const tested = await work.test([testFile(piece)]);
  agent.stage.add('step', `Run ${command}`);
  agent.stage.add(tested.ok ? 'good' : 'bad', `${tested.passed} passed, ${tested.failed} failed`);
  if (!tested.ok) throw new Error(`${command} fails: ${tested.output.slice(0, 300)}`);
  return tested;
}

async function deliver(part: Part, piece: Piece, taken: string | null, tested: Tested | null): Promise<void> {
  const { agent, work } = part;
  await part.progress(3, 80, tested ? `${tested.passed} tests pass` : 'The tests were not run, as told');
  await agent.turn('Committing');
  await part.pause(2);
  await work.commit(`Add ${piece.name}: ${piece.does}`, filesOf(piece));
  await unlock(part, piece);
  agent.stage.add('step', 'Commit');
  agent.stage.add('detail', await work.lastCommit());
  await complete(part, taken, {
    summary: `${sourceFile(piece)} ${piece.does}`,
    commit: await work.tip(),
    test: tested === null ? null : `node --test ${testFile(piece)}`,
  });
  const report = { branch: await work.branch(), passed: tested?.passed ?? 0, ok: tested !== null };
  await part.progress(4, 90, 'Reporting');
  await part.send(agent.me.parent ?? 'person', formatReport(`${sourceFile(piece)} ${piece.does}`, report));
  if (agent.me.parent !== null) await untilMerged(part, (merge) => resolveConflict(part, piece, merge));
  await part.progress(5, 100, `${piece.name}: merged from ${report.branch}`);
}
