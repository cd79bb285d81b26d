import type { Benchmark } from '../benchmark.ts';
import { type Figure, timesLess } from '../figures.ts';
import { spawnOne, untilTrue, widenLimits } from '../support/bench-host.ts';
import { type Ground, programOf, run, serverOf, socketsOf } from '../support/ground.ts';
import { childrenOf, cpuMs, sumOfCpu } from '../support/process-cpu.ts';
import { serveHost } from '../support/served-host.ts';

const instances = 100;
const seconds = 20;
/**
 * Idle is: so many seconds in a row, each with less CPU than this. V8 shrinks a heap once, 8 to 24 s after the last work (its
 * memory reducer): with fewer seconds that one collection is in some runs and not in others.
 */
const quiet = { seconds: 25, ms: 5 };
/** A host that used less than 1 ms in all is counted as if it had used it: a ratio needs something to divide by. */
const leastMs = 1;

interface LoopCost {
  readonly cpuMs: number;
  readonly rounds: number;
}

const idle = async (ground: Ground): Promise<Figure[]> => {
  const host = await serveHost(ground);
  await widenLimits(host);
  ground.say(`spawning ${instances} shells`);
  await Promise.all(Array.from({ length: instances }, () => spawnOne(host, 'shell')));
  const [socket = ''] = socketsOf(ground.env);
  const { server, panes } = await serverOf(socket);
  const processes = [host.pid, ...childrenOf(host.pid)];
  ground.say('waiting until nothing moves');
  await untilQuiet([...processes, server]);
  ground.say(`${seconds} s of nothing`);
  const ours = await costOf(processes, server);
  ground.say(`${seconds} s of a loop that captures every pane each 500 ms`);
  const program = programOf(ground, 'capture-loop.mjs');
  // The keeper's window is not an instance.
  const captured = [...panes.keys()].slice(-instances);
  const before = cpuMs(server);
  const { stdout } = await run(process.execPath, [program, socket, String(seconds), ...captured], {
    env: ground.env,
  });
  const loopServer = perSecond(cpuMs(server) - before);
  const loop = JSON.parse(stdout) as LoopCost;
  return [
    timesLess(
      {
        name: `host with ${instances} idle instances`,
        value: ours.host,
        unit: 'ms CPU/s',
        goal: { atLeast: 50 },
        note: `the loop got through ${loop.rounds} of ${seconds * 2} rounds; the ratio is how many times less; under 1 ms in ${seconds} s counts as 1 ms`,
      },
      { name: 'capture loop with its tmux processes', value: perSecond(loop.cpuMs) },
    ),
    timesLess(
      { name: 'tmux server meanwhile', value: ours.server, unit: 'ms CPU/s' },
      { name: 'tmux server under the loop', value: loopServer },
    ),
  ];
};

const perSecond = (ms: number): number => ms / seconds;

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

const costOf = async (
  processes: readonly number[],
  server: number,
): Promise<{ host: number; server: number }> => {
  const before = { host: sumOfCpu(processes), server: cpuMs(server) };
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return {
    host: perSecond(Math.max(leastMs, sumOfCpu(processes) - before.host)),
    server: perSecond(Math.max(leastMs, cpuMs(server) - before.server)),
  };
};

export const idleBenchmark: Benchmark = {
  name: 'idle',
  title: 'CPU of a host that has nothing to do',
  run: idle,
};
