import { cleanFile } from '../rehearsal-material/clean-file.ts';
import { halves, pieces, sourceFile, testFile } from '../rehearsal-material/pieces.ts';
import { formatRehearsalTask } from '../rehearsal-material/rehearsal-task.ts';
import { mergeWork } from './merging.ts';
import type { Part } from './part.ts';
import { parseReport } from './reports.ts';

/** The executive: plans, has two managers do the halves, merges what they report, tests the whole, reports. */
export async function playExecutive(part: Part): Promise<void> {
  const { agent, task, work } = part;
  const { stage, mailbox } = agent;
  stage.add('step', 'Read README.md');
  stage.add('detail', (await work.read('README.md')).split('\n')[0] ?? '');
  await part.pause(3);
  await agent.turn('Planning');
  const plan = halves.map((half) => `Have ${half.does} written`);
  part.plan([...plan, 'Merge both halves', 'Run all tests', 'Report']);
  await agent.host.tool('planProject', {
    goal: 'The text statistics library is written, and its tests pass',
    parts: halves.map(({ name, does, pieces: of }) => ({
      name,
      goal: `Write ${does}`,
      files: of.flatMap((piece) => [
        sourceFile(piece),
        testFile(piece),
        ...(piece.step === null ? [] : [cleanFile]),
      ]),
    })),
  });
  stage.add('step', `Plan ${halves.length} parts`);
  await part.progress(0, 5, `Planned: ${pieces.length} modules in two halves with disjoint files`);
  await part.pause(3);

  const managers: string[] = [];
  for (const half of halves) {
    await agent.turn(`Delegating ${half.name}`);
    const what = `own ${half.does}, of the text statistics library.`;
    const child = await part.child(
      'manager',
      formatRehearsalTask(what, { ...task, part: half.name }),
      half.name,
    );
    managers.push(child.id);
    const files = half.pieces.map(sourceFile).join(' and ');
    await part.send(
      child.id,
      `Your part: ${half.does}.\nFiles: ${files}, each with its test. Report a merged branch.`,
    );
    await part.pause(2);
  }

  await agent.turn(null);
  let merged = 0;
  while (merged < managers.length) {
    const message = await mailbox.next(
      ({ from, text }) => managers.includes(from) && parseReport(text) !== null,
    );
    const report = parseReport(message.text);
    if (!report) continue;
    await agent.turn(`Merging ${report.branch}`);
    await part.pause(2);
    await mergeWork(part, message.from);
    merged += 1;
    await part.progress(merged, 30 + 25 * merged, `Merged ${merged} of ${managers.length} halves`);
    await agent.turn(merged < managers.length ? null : 'Running all tests');
  }
  await finish(part);
}

async function finish(part: Part): Promise<void> {
  const { agent, work } = part;
  await part.progress(3, 85, 'Running all tests');
  await part.pause(2);
  const tested = await work.test();
  agent.stage.add('step', 'Run node --test');
  agent.stage.add(tested.ok ? 'good' : 'bad', `${tested.passed} passed, ${tested.failed} failed`);
  if (!tested.ok)
    throw new Error(`the tests of the whole fail: ${tested.failed} of ${tested.passed + tested.failed}`);
  const branch = await work.branch();
  const summary = `The text statistics library is written on ${branch}: ${tested.passed} tests pass.`;
  await part.progress(5, 95, 'Reporting');
  await part.send('person', `${summary} Nothing is left to do but to review and merge it.`);
  await part.progress(6, 100, summary);
  agent.stage.add('good', summary);
}
