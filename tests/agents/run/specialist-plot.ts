import {
  cleanFile,
  cleanSource,
  withStep,
} from '../../../src-main/adapters/agents/rehearsal-material/clean-file.ts';
import {
  halves,
  type Piece,
  sourceFile,
  testFile,
} from '../../../src-main/adapters/agents/rehearsal-material/pieces.ts';
import { handsOf } from '../../support/model-api/hands.ts';
import { type Reply, text } from '../../support/model-api/reply.ts';
import { finish, type Mind, next, report, type Step, workingFolder } from './mind.ts';

const half = (piece: Piece): readonly Piece[] =>
  halves.find(({ pieces }) => pieces.includes(piece))?.pieces ?? [];

/** The shared file with the steps of these. */
const cleanWith = (pieces: readonly Piece[]): string =>
  pieces.reduce((source, { step }) => (step === null ? source : withStep(source, step)), cleanSource);

/** A command of its shell, once. */
const run = ({ called, request }: Mind, command: string): Step => [
  called('Bash', JSON.stringify(command).slice(1, -1)) > 0,
  () => handsOf(request).shell(command),
];

/** A file of its worktree, written whole; `times` it has been written so far when this is done. */
const write = ({ called, request }: Mind, file: string, source: string, times = 1): Step => [
  called('Write', file) >= times,
  () => handsOf(request).writeFile(`${workingFolder(request)}/${file}`, source),
];

/** A file that is there, or was changed by another program, is written only by who has read it. */
const read = ({ called, request }: Mind, file: string, times = 1): Step => [
  called('Read', file) >= times,
  () => handsOf(request).readFile(`${workingFolder(request)}/${file}`),
];

const working = (mind: Mind, piece: Piece): readonly Step[] => [
  read(mind, sourceFile(piece)),
  write(mind, sourceFile(piece), piece.source),
  write(mind, testFile(piece), piece.test),
  ...(piece.step === null ? [] : [read(mind, cleanFile), write(mind, cleanFile, cleanWith([piece]))]),
  run(mind, `node --test ${testFile(piece)}`),
  run(mind, 'git add -A'),
  run(mind, `git commit -q -m "Add ${piece.name}"`),
  report(mind, `piece ${piece.name} is committed`),
];

/** As the message says: the other side is merged into its own branch, with both intents kept, and tested. */
const resolving = (mind: Mind, piece: Piece, target: string): readonly Step[] => [
  run(mind, `git merge ${target}`),
  read(mind, cleanFile, 2),
  write(mind, cleanFile, cleanWith(half(piece)), 2),
  run(mind, `node --test ${half(piece).map(testFile).join(' ')}`),
  run(mind, `git commit -q -a -m "Keep the steps of both"`),
];

export const specialist = (mind: Mind): Reply => {
  const { heard, task, told } = mind;
  const piece = halves.flatMap(({ pieces }) => pieces).find(({ name }) => task.includes(`piece ${name}.`));
  if (piece === undefined) return text(`I do not know my piece: ${task}`);
  const target = /can't be merged into (\S+) \(merge_\d+\)/.exec(told)?.[1];
  const steps = [
    ...working(mind, piece),
    ...(target === undefined ? [] : resolving(mind, piece, target)),
    ...(heard(`${mind.id} is merged`) ? [finish(mind)] : []),
  ];
  return next(steps, 'I wait to be merged.');
};
