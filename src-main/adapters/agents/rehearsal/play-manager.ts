import { cleanFile } from '../rehearsal-material/clean-file.ts';
import { type Half, halves, type Piece, sourceFile, testFile } from '../rehearsal-material/pieces.ts';
import { formatRehearsalTask } from '../rehearsal-material/rehearsal-task.ts';
import type { AnsweredMessage } from './answers.ts';
import { putOnBoard, reopen, taskLine } from './board.ts';
import { mergeWork } from './merging.ts';
import type { Part } from './part.ts';
import { failedTaskIn, formatReport, formatRetry, parseReport } from './reports.ts';

/** A manager: two specialists with disjoint files; answers questions, merges branches, tests them, reports. */
export async function playManager(part: Part): Promise<void> {
  const { agent, task } = part;
  const half = halves.find(({ name }) => name === task.part) ?? halves[0];
  if (!half) throw new Error('the play has no halves');
  const { parent } = agent.me;
  if (parent !== null) {
    await agent.turn(null);
    await agent.mailbox.next(({ from, text }) => from === parent && text.startsWith('Your part'));
  }
  await agent.turn('Dividing the work');
  part.plan([
    ...half.pieces.map((piece) => `${sourceFile(piece)}: ${piece.does}`),
    'Merge and test',
    'Report',
  ]);
  await part.progress(0, 5, `Divided ${half.name} into ${half.pieces.length} modules`);
  await part.pause(3);
  const specialists = await hire(part, half);
  await agent.turn(null);
  await gather(part, half, specialists);
  await handUp(part, half);
}

/** Specialists by instance id, each with its piece. */
type Hired = ReadonlyMap<string, Piece>;

async function hire(part: Part, half: Half): Promise<Hired> {
  const hired = new Map<string, Piece>();
  const tasks = await putOnBoard(part, half);
  for (const piece of half.pieces) {
    await part.agent.turn(`Delegating ${piece.name}`);
    const what = `write ${sourceFile(piece)}, which ${piece.does}.`;
    const child = await part.child(
      'specialist',
      formatRehearsalTask(what, { ...part.task, part: piece.name }),
    );
    hired.set(child.id, piece);
    const shared = piece.step === null ? 'and no others' : `and one step in ${cleanFile}`;
    const files = `${sourceFile(piece)} and ${testFile(piece)}, ${shared}`;
    await part.send(
      child.id,
      `Your piece: a module that ${piece.does}.\nFiles: ${files}. Check: node --test ${testFile(piece)}${taskLine(tasks.get(piece.name))}`,
    );
    await part.pause(2);
  }
  return hired;
}

/** Until every specialist has reported: answers who is blocked, has tried again what failed, merges who is done. */
async function gather(part: Part, half: Half, hired: Hired): Promise<void> {
  const { agent } = part;
  const done = new Set<string>();
  while (done.size < hired.size) {
    const message = await agent.mailbox.next(({ from }) => hired.has(from));
    const piece = hired.get(message.from);
    if (!piece) continue;
    if (message.text.startsWith('I am blocked')) {
      await agent.turn(`Answering ${message.from}`);
      await part.pause(4);
      await part.send(message.from, `Answer: ${piece.answer}`);
    } else if (failedTaskIn(message.text) !== null) {
      await haveTriedAgain(part, message, piece);
    } else if (!done.has(message.from) && (await mergeReported(part, message))) {
      done.add(message.from);
      await part.progress(done.size, Math.round((80 * done.size) / hired.size), `${piece.name} is merged`);
    }
    await agent.turn(done.size < hired.size ? null : `Testing ${half.name}`);
  }
}

async function haveTriedAgain(part: Part, { from, text }: AnsweredMessage, piece: Piece): Promise<void> {
  const task = failedTaskIn(text) ?? undefined;
  await part.agent.turn(`Looking at what ${from} could not do`);
  await part.pause(4);
  if (task !== undefined) await reopen(part, task);
  await part.send(from, `${formatRetry(piece.hint)}${taskLine(task)}`);
}

/** Answers whether the message was a report, and its branch is merged. */
async function mergeReported(part: Part, { from, text }: AnsweredMessage): Promise<boolean> {
  const report = parseReport(text);
  if (!report) return false;
  await part.agent.turn(`Merging ${report.branch}`);
  await part.pause(2);
  await mergeWork(part, from);
  await part.send(from, `Merged: ${report.branch} is in ${await part.work.branch()}.`);
  return true;
}

async function handUp(part: Part, half: Half): Promise<void> {
  const { agent, work } = part;
  const count = half.pieces.length;
  await part.progress(count, 85, 'Running the tests of both modules');
  await part.pause(2);
  const tested = await work.test(half.pieces.map(testFile));
  agent.stage.add('step', `Run node --test ${half.pieces.map(testFile).join(' ')}`);
  agent.stage.add(tested.ok ? 'good' : 'bad', `${tested.passed} passed, ${tested.failed} failed`);
  if (!tested.ok) throw new Error(`the tests of ${half.name} fail`);
  const report = { branch: await work.branch(), passed: tested.passed, ok: tested.ok };
  await part.progress(count + 1, 95, 'Reporting');
  await part.send(agent.me.parent ?? 'person', formatReport(`${half.does} are written and merged`, report));
  await part.progress(count + 2, 100, `${half.name}: ${tested.passed} tests pass on ${report.branch}`);
}
