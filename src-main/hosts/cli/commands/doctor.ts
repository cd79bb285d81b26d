import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MachineItem } from '@contract/machine.ts';
import type { ProfileLogin } from '@contract/profile-choices.ts';
import { type Environment, stateRootOf } from '../../../adapters/system/state-folder.ts';
import { columns } from '../columns.ts';
import { type CommandContext, tokenOf } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { findProject } from '../find-project.ts';
import { oneLine, type Paints } from '../paint.ts';
import { reachHost } from '../reach-host.ts';
import { machineWithLogins } from './agent-rows.ts';
import { command, type Kit } from './command-kit.ts';

/** One thing that was looked at. `needed`: nothing works without it; `info`: good to know. */
interface Finding {
  readonly name: string;
  readonly kind: 'needed' | 'agent' | 'info';
  readonly ok: boolean;
  readonly found: string;
  readonly remedy: string | null;
}

export const addDoctor = (kit: Kit): void => {
  command(kit, 'doctor', 'Check this machine, and say what to do about what is missing.', [
    'tutti doctor',
    'tutti doctor --json',
  ]).action(
    kit.runner.run<[], { project?: string }>(async (context, _args, { project }) => {
      const { io } = context;
      const { logins, items } = await machineWithLogins(io.env);
      const machine = items.map((item) => machineFinding(item, logins));
      const findings = [...machine, stateFinding(io.env), await hostFinding(context, project)];
      context.print(findings, () => findingsText(findings, context.paints));
      return findings.some((one) => one.kind === 'needed' && !one.ok) ? exitCodes.failed : exitCodes.done;
    }),
  );
};

const machineFinding = (item: MachineItem, logins: readonly ProfileLogin[]): Finding => {
  const login = logins.find(({ profile }) => profile === item.name);
  const found = foundFinding(item);
  if (login === undefined || login.state === 'unknown') return found;
  return {
    ...found,
    ok: found.ok && login.state === 'in',
    found: `${found.found}  ${login.words}`,
    remedy: found.remedy ?? login.remedy,
  };
};

const foundFinding = (item: MachineItem): Finding => ({
  name: item.name,
  // Without tmux agents run in ptys: less, but not nothing.
  kind: item.name === 'tmux' ? 'info' : item.kind,
  ok: item.found,
  found: item.found ? `${item.version ?? 'version unknown'}  ${item.path ?? ''}` : 'not found',
  remedy: item.remedy,
});

const stateFinding = (env: Environment): Finding => {
  const folder = stateRootOf(env);
  let above = folder;
  while (!existsSync(above) && dirname(above) !== above) above = dirname(above);
  try {
    accessSync(above, constants.W_OK | constants.X_OK);
    return { name: 'state folder', kind: 'needed', ok: true, found: folder, remedy: null };
  } catch {
    const remedy = `Make ${above} writable, or set TUTTI_STATE_DIR to a folder that is.`;
    return { name: 'state folder', kind: 'needed', ok: false, found: `${above} can't be written`, remedy };
  }
};

const hostFinding = async ({ io }: CommandContext, given: string | undefined): Promise<Finding> => {
  const project = await findProject(io, given);
  const base = { name: 'host', kind: 'info' as const };
  if (!project.ok) return { ...base, ok: false, found: project.error.message, remedy: project.error.remedy };
  const link = await reachHost(project.value, io.env, tokenOf(io));
  if (!link.ok) return { ...base, ok: false, found: link.error.message, remedy: link.error.remedy };
  const { pid, version } = link.value.host;
  link.value.close();
  return { ...base, ok: true, found: `answers: pid ${pid}, version ${version}`, remedy: null };
};

const findingsText = (findings: readonly Finding[], paints: Paints): string => {
  const mark = (one: Finding): string => {
    if (one.ok) return paints.good('✓');
    return one.kind === 'needed' ? paints.bad('✗') : paints.dim('–');
  };
  const rows = findings.map((one) => [mark(one), one.name, oneLine(one.found)]);
  const remedies = findings
    .filter((one) => !one.ok && one.remedy !== null)
    .map((one) => `  ${one.name}: ${one.remedy}\n`);
  return columns(rows) + (remedies.length === 0 ? '' : `\nWhat to do:\n${remedies.join('')}`);
};
