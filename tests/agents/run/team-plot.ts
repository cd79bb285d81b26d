import {
  halves,
  type Piece,
  sourceFile,
  testFile,
} from '../../../src-main/adapters/agents/rehearsal-material/pieces.ts';
import { handsOf, mcpCall } from '../../support/model-api/hands.ts';
import type { ModelRequest } from '../../support/model-api/model-request.ts';
import { type Reply, text, toolCall } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';

/** What one agent of the team has done so far, read off its conversation as a model reads it. */
interface Mind {
  readonly request: ModelRequest;
  readonly role: string;
  readonly parent: string;
  readonly task: string;
  readonly nonce: string | null;
  /** How often it has called a tool whose name ends so, with an input that holds `text`. */
  called(tool: string, text?: string): number;
  /** Whether somebody wrote it this. */
  heard(text: string): boolean;
  tutti(tool: string, input: unknown): Reply;
}

const partOf = (system: string, pattern: RegExp): string => pattern.exec(system)?.[1]?.trim() ?? '';

const mindOf = (request: ModelRequest): Mind => {
  const { system, turns } = request;
  const parts = turns.flatMap(({ role, parts }) => parts.map((part) => ({ role, part })));
  return {
    request,
    role: partOf(system, /# You are \S+, an? (\w+) in/),
    parent: partOf(system, /- Your parent: (\S+)/),
    task: partOf(system, /## Your task\n+([^\n]+)/),
    nonce: /tool `confirm` with nonce `([^`]+)`/.exec(system)?.[1] ?? null,
    called: (tool, text = '') =>
      parts.filter(
        ({ part }) =>
          part.kind === 'toolCall' && part.name.endsWith(tool) && JSON.stringify(part.input).includes(text),
      ).length,
    heard: (text) =>
      parts.some(
        ({ role, part }) => role !== 'assistant' && part.kind === 'text' && part.text.includes(text),
      ),
    tutti: (tool, input) => mcpCall(request, 'tutti', tool, input),
  };
};

/** The next of several steps that has not been taken yet; its words once all are. */
const next = (steps: readonly (readonly [taken: boolean, step: () => Reply])[], last: string): Reply =>
  steps.find(([taken]) => !taken)?.[1]() ?? text(last);

const finish = (
  { called, tutti, parent }: Mind,
  words: string,
): readonly (readonly [boolean, () => Reply])[] => [
  [called('__sendMessage', words) > 0, () => tutti('sendMessage', { to: parent, text: words })],
  [
    called('__reportProgress') > 0,
    () => tutti('reportProgress', { summary: words, percent: 100, done: true }),
  ],
];

const executive = (mind: Mind): Reply => {
  const { called, heard, tutti } = mind;
  const spawned = halves.map(
    ({ name }) =>
      [
        called('__spawn', `half ${name}`) > 0,
        () =>
          tutti('spawn', { profile: 'claude', role: 'manager', part: name, task: `Lead the half ${name}.` }),
      ] as const,
  );
  const parts = halves.map(({ name, pieces }) => ({ name, files: pieces.map(sourceFile) }));
  const planned = [
    called('__planProject') > 0,
    () => tutti('planProject', { goal: 'Have the library written.', parts }),
  ] as const;
  const ready = halves.every(({ name }) => heard(`half ${name} is done`));
  if (!ready) return next([planned, ...spawned], 'I wait for my managers.');
  const summary = 'the library is done';
  return next(
    [[called('__reportProgress') > 0, () => tutti('reportProgress', { summary, done: true })]],
    summary,
  );
};

const manager = (mind: Mind): Reply => {
  const { called, heard, tutti, task } = mind;
  const half = halves.find(({ name }) => task.includes(`half ${name}`));
  if (half === undefined) return text(`I do not know my half: ${task}`);
  const spawned = half.pieces.map(
    ({ name }) =>
      [
        called('__spawn', `piece ${name}.`) > 0,
        () => tutti('spawn', { profile: 'claude', role: 'specialist', task: `Write the piece ${name}.` }),
      ] as const,
  );
  const ready = half.pieces.every(({ name }) => heard(`piece ${name} is committed`));
  if (!ready) return next(spawned, 'I wait for my specialists.');
  return next(finish(mind, `half ${half.name} is done`), 'Done.');
};

const specialist = (mind: Mind, pieces: readonly Piece[]): Reply => {
  const { called, request, task } = mind;
  const piece = pieces.find(({ name }) => task.includes(`piece ${name}.`));
  if (piece === undefined) return text(`I do not know my piece: ${task}`);
  const hands = handsOf(request);
  const folder = workingFolder(request);
  const commands = [`node --test ${testFile(piece)}`, 'git add -A', `git commit -q -m "Add ${piece.name}"`];
  return next(
    [
      // A file that is there is written only by who has read it.
      [called('Read', sourceFile(piece)) > 0, () => hands.readFile(`${folder}/${sourceFile(piece)}`)],
      [
        called('Write', sourceFile(piece)) > 0,
        () => hands.writeFile(`${folder}/${sourceFile(piece)}`, piece.source),
      ],
      [
        called('Write', testFile(piece)) > 0,
        () => hands.writeFile(`${folder}/${testFile(piece)}`, piece.test),
      ],
      ...commands.map(
        (command) =>
          [called('Bash', JSON.stringify(command).slice(1, -1)) > 0, () => hands.shell(command)] as const,
      ),
      ...finish(mind, `piece ${piece.name} is committed`),
    ],
    'Done.',
  );
};

/** Where an agent works, as its CLI tells its model. */
const workingFolder = ({ system, turns }: ModelRequest): string => {
  const told = [
    system,
    ...turns.flatMap(({ parts }) => parts.map((part) => ('text' in part ? part.text : ''))),
  ];
  const folder = /working directory: (\/[^\n]+)/i.exec(told.join('\n'))?.[1];
  if (folder === undefined) throw new Error('the agent does not tell where it works');
  return folder.trim();
};

/** Plays a whole team on any number of conversations: an executive, a manager a half, a specialist a piece. */
export const teamPlot: Script = (request) => {
  const mind = mindOf(request);
  if (request.subAgentId !== null || mind.role === '') return text('ok');
  const { nonce, role, task, called, tutti } = mind;
  if (nonce !== null && called('__confirm', nonce) === 0) {
    // claude's first turn does not wait for its MCP servers; it offers a tool that does.
    const isThere = request.tools.some(({ name }) => name.endsWith('__confirm'));
    return isThere
      ? tutti('confirm', { nonce, role, task })
      : toolCall('WaitForMcpServers', { servers: ['tutti'] });
  }
  if (role === 'executive') return executive(mind);
  if (role === 'manager') return manager(mind);
  return specialist(
    mind,
    halves.flatMap(({ pieces }) => pieces),
  );
};
