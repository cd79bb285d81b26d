import type { ListedLock } from '@contract/lock-verbs.ts';
import type { Lock } from '@contract/locks.ts';
import type { VerbInput } from '@contract/verbs.ts';
import { columns } from '../columns.ts';
import { type CommandContext, demand, failWith, tokenOf } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { ago } from '../show-instances.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface LockOptions {
  readonly shared?: boolean;
  readonly wait: number;
  readonly reason?: string;
  readonly lease?: number;
  readonly force?: boolean;
}

type Words = [action: string, names: string[]];

export const addLocks = (kit: Kit): void => {
  command(kit, 'locks', 'List the locks on files and who waits for whom; acquire or release one.', [
    'tutti locks',
    'tutti locks list src/parse.ts',
    'tutti locks acquire src/parse.ts "tests/parse/**" --wait 30 --reason "new parser"',
    'tutti locks release 412',
    'tutti locks release lock_398 --force',
  ])
    .argument('[action]', 'list, acquire or release', 'list')
    .argument('[names...]', 'paths; to release: a token, an id such as lock_12, or all paths of the lock')
    .option('--shared', 'others may have shared locks there, too')
    .option('--wait <seconds>', 'wait so long for it, at most 50', wholeNumber(0, 50), 0)
    .option('--reason <text>', 'what for')
    .option('--lease <seconds>', 'it ends after so long, unless it is acquired again', wholeNumber(1))
    .option('--force', 'release what an instance holds, though it may be writing there')
    .action(kit.runner.run<Words, LockOptions>(act));
};

const act = (context: CommandContext, [action, names]: Words, options: LockOptions): Promise<ExitCode> => {
  if (action === 'list' && names.length < 2) return list(context, names[0]);
  if (action === 'acquire' && names.length > 0) return acquire(context, names, options);
  if (action === 'release' && names.length > 0) return release(context, names, options.force ?? false);
  return failWith({
    code: 'bad_input',
    message: `locks ${action} is not known, or lacks a path.`,
    remedy: 'Say: tutti locks list [PATH], tutti locks acquire PATH..., or tutti locks release TOKEN',
    field: 'action',
  });
};

const list = async (context: CommandContext, path: string | undefined): Promise<ExitCode> => {
  const host = await context.host();
  const locks = demand(await host.call('locks.list', path === undefined ? {} : { path }));
  context.print(locks, () => locksText(locks, context.paints));
  return exitCodes.done;
};

const acquire = async (context: CommandContext, paths: string[], options: LockOptions): Promise<ExitCode> => {
  const { shared = false, wait, reason, lease } = options;
  const host = await context.host();
  const lock = demand(
    await host.call('locks.acquire', {
      paths,
      wait,
      mode: shared ? 'shared' : 'exclusive',
      ...(reason === undefined ? {} : { reason }),
      ...(lease === undefined ? {} : { leaseSeconds: lease }),
    }),
  );
  context.print(lock, () => locksText([lock], context.paints));
  return lock.state === 'held' ? exitCodes.done : exitCodes.failed;
};

const namedBy = (names: string[]): VerbInput<'locks.release'> => {
  const [name = ''] = names;
  if (names.length > 1) return { paths: names };
  if (/^[1-9]\d{0,14}$/.test(name)) return { token: Number(name) };
  return /^lock_\d+$/.test(name) ? { lock: name } : { paths: names };
};

/** Whose it is, where it is another's and not just a path of one's own. */
const othersOf = (locks: readonly Lock[], named: VerbInput<'locks.release'>): Lock | undefined =>
  locks.find(
    ({ id, token, holder }) =>
      holder !== 'person' && (id === named.lock || (named.token !== undefined && token === named.token)),
  );

const release = async (context: CommandContext, names: string[], force: boolean): Promise<ExitCode> => {
  const named = namedBy(names);
  const host = await context.host();
  // An instance releases its own alone, which the host sees to.
  const isPerson = tokenOf(context.io) === undefined;
  const other = isPerson && !force ? othersOf(demand(await host.call('locks.list', {})), named) : undefined;
  if (other !== undefined)
    return failWith({
      code: 'refused',
      message: `${other.holder} ${other.state === 'held' ? 'holds' : 'waits for'} ${other.paths.join(', ')}, and may be writing there.`,
      remedy: `If it must be: tutti locks release ${names[0]} --force`,
      field: 'force',
    });
  const released = demand(await host.call('locks.release', named));
  context.print(released, () =>
    released.map(({ paths }) => `Released ${oneLine(paths.join(', '))}\n`).join(''),
  );
  return exitCodes.done;
};

const locksText = (locks: readonly ListedLock[], paints: Paints): string => {
  if (locks.length === 0) return 'No locks.\n';
  const head = ['ID', 'TOKEN', 'HOLDER', '', 'STATE', 'SINCE', 'PATHS'].map((word) => paints.dim(word));
  return columns([head, ...locks.map((lock) => rowOf(lock, paints))]);
};

const stateOf = ({ state, place, waitsFor, graceUntil }: ListedLock, paints: Paints): string => {
  if (state === 'held') return graceUntil === null ? 'held' : paints.alert('held, its program has ended');
  return paints.alert(
    `place ${place}, after ${[...new Set(waitsFor.map(({ holder }) => holder))].join(', ')}`,
  );
};

const rowOf = (lock: ListedLock, paints: Paints): string[] => [
  lock.id,
  String(lock.token ?? ''),
  lock.holder,
  lock.mode,
  stateOf(lock, paints),
  ago(lock.since),
  oneLine(lock.paths.join(', ')) + (lock.reason === '' ? '' : paints.dim(`  ${oneLine(lock.reason)}`)),
];
