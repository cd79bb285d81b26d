import type { Instance } from '@contract/instances.ts';
import type { LaunchedRun } from '@contract/run-template-verbs.ts';
import { hasEnded } from '@contract/states.ts';
import type { View } from '@contract/view.ts';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { oneLine } from '../paint.ts';
import { waitFor } from '../wait-for.ts';

type Outcome = 'done' | 'ended' | 'left';

/**
 * Waits until the executive of a run is done, and tells how far it is, a line at each change. Code 1 when it has ended otherwise,
 * or the person stops waiting: the run goes on then.
 */
export const followRun = async (
  context: CommandContext,
  host: FrameClient,
  launched: LaunchedRun,
): Promise<ExitCode> => {
  let told = '';
  const look = async (): Promise<Outcome | null> => {
    const view = demand(await host.call('view.get', {}));
    const isIts = view.run?.run === launched.run.run;
    const executive = isIts ? view.instances[launched.executive.id] : undefined;
    const line = executive === undefined ? 'the run has ended' : progressLine(view, executive);
    if (line !== told && !context.json) context.io.out(`${line}\n`);
    told = line;
    return outcomeOf(executive);
  };
  let stopListening = (): void => {};
  const interrupted = new Promise<Outcome>((resolve) => {
    stopListening = context.io.onInterrupt(() => resolve('left'));
  });
  try {
    const outcome = await Promise.race([waitFor(host, look), interrupted]);
    if (context.json) context.print({ ...launched, outcome }, () => '');
    else if (outcome === 'left') context.io.out('The run goes on. End it with: tutti terminate\n');
    return outcome === 'done' ? exitCodes.done : exitCodes.failed;
  } finally {
    stopListening();
  }
};

/** One that crashed and is about to be started again has not ended. */
const outcomeOf = (executive: Instance | undefined): Outcome | null => {
  if (executive === undefined) return 'ended';
  if (executive.state === 'done') return 'done';
  return hasEnded(executive.state) && executive.recovery.at === null ? 'ended' : null;
};

const progressLine = ({ instances, tasks }: View, executive: Instance): string => {
  const live = Object.values(instances).filter(({ state }) => !hasEnded(state)).length;
  const counted = tasks.filter(({ state }) => state !== 'cancelled');
  const done = counted.filter(({ state }) => state === 'done').length;
  const words = executive.progress?.summary ?? '';
  return [
    `${executive.id} ${executive.state}`,
    `${live} live`,
    ...(counted.length === 0 ? [] : [`${done} of ${counted.length} tasks done`]),
    ...(words === '' ? [] : [oneLine(words)]),
  ].join(' · ');
};
