import { untilTrue } from './bench-host.ts';
import { type Ground, programOf, run, serverOf, socketsOf } from './ground.ts';
import { cpuMs, sumOfCpu } from './process-cpu.ts';

const seconds = 20;
/**
 * Idle is: so many seconds in a row, each with less CPU than this. V8 shrinks a heap once, 8 to 24 s after the last work (its
 * memory reducer): with fewer seconds that one collection is in some runs and not in others.
 */
const quiet = { seconds: 25, ms: 5 };
/** A host that used less than 1 ms in all is counted as if it had used it: a ratio needs something to divide by. */
const leastMs = 1;

/** What a host and its tmux server cost while nothing happens, and what they would if each pane were captured. ms of CPU a second. */
export interface IdleCost {
  readonly host: number;
  readonly server: number;
  readonly loop: number;
  readonly serverUnderLoop: number;
  /** Why the figures are what they are. */
  readonly note: string;
}

interface LoopCost {
  readonly cpuMs: number;
  readonly rounds: number;
}

/** @param processes the host's; @param count how many of tmux's last panes are instances: the keeper's window is none */
export const idleCost = async (
  ground: Ground,
  processes: readonly number[],
  count: number,
): Promise<IdleCost> => {
  const [socket = ''] = socketsOf(ground.env);
  const { server, panes } = await serverOf(socket);
  ground.say('waiting until nothing moves');
  await untilQuiet([...processes, server]);
  ground.say(`${seconds} s of nothing`);
  const before = { host: sumOfCpu(processes), server: cpuMs(server) };
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const host = Math.max(leastMs, sumOfCpu(processes) - before.host);
  const alone = Math.max(leastMs, cpuMs(server) - before.server);
  ground.say(`${seconds} s of a loop that captures every pane each 500 ms`);
  const loop = await captureLoop(ground, socket, [...panes.keys()].slice(-count));
  return {
    host: host / seconds,
    server: alone / seconds,
    loop: loop.cpuMs / seconds,
    serverUnderLoop: loop.serverMs / seconds,
    note: `the loop got through ${loop.rounds} of ${seconds * 2} rounds; the ratio is how many times less; under ${leastMs} ms in ${seconds} s counts as ${leastMs} ms`,
  };
};

const captureLoop = async (
  ground: Ground,
  socket: string,
  panes: readonly string[],
): Promise<LoopCost & { serverMs: number }> => {
  const { server } = await serverOf(socket);
  const before = cpuMs(server);
  const args = [programOf(ground, 'capture-loop.mjs'), socket, String(seconds), ...panes];
  const { stdout } = await run(process.execPath, args, { env: ground.env });
  return { ...(JSON.parse(stdout) as LoopCost), serverMs: cpuMs(server) - before };
};

const untilQuiet = (pids: readonly number[]): Promise<void> => {
  let before = sumOfCpu(pids);
  let inARow = 0;
  return untilTrue(
    'the instances are idle',
    () => {
      const now = sumOfCpu(pids);
      inARow = now - before < quiet.ms ? inARow + 1 : 0;
      before = now;
      return inARow >= quiet.seconds;
    },
    1000,
  );
};
