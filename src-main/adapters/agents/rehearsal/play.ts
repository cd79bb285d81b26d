import type { RehearsalTask } from '../rehearsal-material/rehearsal-task.ts';
import { type Agent, whyOf } from './agent.ts';
import { partOf } from './part.ts';
import { playExecutive } from './play-executive.ts';
import { playManager } from './play-manager.ts';
import { playSpecialist } from './play-specialist.ts';

/** Plays this instance's part to its end. What can't be done is reported as a blocker, as an agent should. */
export async function perform(agent: Agent, task: RehearsalTask): Promise<void> {
  const part = partOf(agent, task);
  const { role } = agent.me;
  try {
    await agent.turn('Reading the task');
    await agent.readInbox(true);
    if (role === 'executive') await playExecutive(part);
    else if (role === 'manager') await playManager(part);
    else await playSpecialist(part);
    await agent.finish();
  } catch (error) {
    agent.stage.add('bad', whyOf(error));
    agent.stage.busy(null);
    await agent.host.tool('reportBlocker', {
      blocker: `The rehearsal can't go on: ${whyOf(error)}`.slice(0, 4000),
    });
  }
}
