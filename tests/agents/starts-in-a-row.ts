import type { AgentWorld } from '../support/agent-clis/agent-world.ts';
import { done, eventually, isAlive } from '../support/headless-host.ts';

/** How far it came, for whoever looks at a run that failed. */
const tell = (round: number, ms: number): boolean =>
  process.stdout.write(`start ${round}: ready in ${ms} ms\n`);

/** Starts an instance, waits until it is ready, ends it and waits until none of its processes is left; again and again. */
export const startsInARow = async (world: AgentWorld, times: number): Promise<number> => {
  let ready = 0;
  for (let round = 0; round < times; round++) {
    const begun = Date.now();
    const { id, pid } = await world.spawn();
    await world.untilState(id, 'ready');
    ready++;
    tell(ready, Date.now() - begun);
    done(await world.client.call('instances.terminate', { id }));
    await eventually(
      `nothing of ${id} is left`,
      () => !isAlive(pid ?? 0) && world.tutti.marked().length === 0,
    );
  }
  return ready;
};
