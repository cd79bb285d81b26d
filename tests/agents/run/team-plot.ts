import { cleanFile } from '../../../src-main/adapters/agents/rehearsal-material/clean-file.ts';
import { halves, sourceFile } from '../../../src-main/adapters/agents/rehearsal-material/pieces.ts';
import { type Reply, text, toolCall } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { finish, type Mind, mindOf, next, report } from './mind.ts';
import { specialist } from './specialist-plot.ts';

/** The merges of which it was told that they are through, by the branch that was merged. */
const merged = ({ told }: Mind): string[] => [
  ...new Set([...told.matchAll(/merge_\d+ \((\S+) into \S+\): merged as/g)].map((match) => match[1] ?? '')),
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
  const parts = halves.map(({ name, pieces }) => ({
    name,
    files: [...pieces.map(sourceFile), ...(pieces.some(({ step }) => step !== null) ? [cleanFile] : [])],
  }));
  const planned = [
    called('__planProject') > 0,
    () => tutti('planProject', { goal: 'Have the library written.', parts }),
  ] as const;
  const ready = halves.every(({ name }) => heard(`half ${name} is done`));
  if (!ready) return next([planned, ...spawned], 'I wait for my managers.');
  const asked = [called('__integrateWork') > 0, () => tutti('integrateWork', {})] as const;
  if (merged(mind).length < halves.length) return next([asked], 'I wait for the merges.');
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
  const asked = [called('__integrateWork') > 0, () => tutti('integrateWork', {})] as const;
  const through = merged(mind);
  const thanked = through.map((branch) => {
    const to = branch.split('/').at(-1) ?? '';
    const words = `${branch} is merged`;
    return [called('__sendMessage', words) > 0, () => tutti('sendMessage', { to, text: words })] as const;
  });
  if (through.length < half.pieces.length) return next([asked, ...thanked], 'I wait for the merges.');
  return next([...thanked, report(mind, `half ${half.name} is done`), finish(mind)], 'Done.');
};

/**
 * Plays a whole team on any number of conversations: an executive, a manager a half, a specialist a piece. Two pieces add a step to the same
 * file: the branch that comes later conflicts, and whose it is resolves it.
 */
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
  if (/is in your inbox: read it/.test(request.newText)) return tutti('readMessages', {});
  if (role === 'executive') return executive(mind);
  return role === 'manager' ? manager(mind) : specialist(mind);
};
