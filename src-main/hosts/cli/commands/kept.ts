import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { keptTable } from '../show-kept.ts';

export const listKept = async (context: CommandContext, host: FrameClient): Promise<ExitCode> => {
  const kept = demand(await host.call('work.kept', {}));
  context.print(kept, () => keptTable(kept, context.paints));
  return exitCodes.done;
};

/** `work`: the name of kept work (1/spec_1_1_2/3), or an instance of this run. */
export const bringBack = async (
  context: CommandContext,
  host: FrameClient,
  work: string,
): Promise<ExitCode> => {
  const back = demand(await host.call('work.bringBack', work.includes('/') ? { work } : { id: work }));
  context.print(back, () => `${back.work} is on ${back.back?.branch}, in ${back.back?.worktree}\n`);
  return exitCodes.done;
};
