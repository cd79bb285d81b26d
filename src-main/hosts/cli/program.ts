import { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addAgents } from './commands/agents.ts';
import { addAnswer, addAttention } from './commands/answer.ts';
import { addApprove } from './commands/approve.ts';
import { addBlocker, addEscalate } from './commands/blockers.ts';
import { addBreakers } from './commands/breakers.ts';
import { addBudget } from './commands/budget.ts';
import { addChanges } from './commands/changes.ts';
import { addClean } from './commands/clean.ts';
import { addConfirm } from './commands/confirm.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvents } from './commands/events.ts';
import { addExport } from './commands/export.ts';
import { addInbox } from './commands/inbox.ts';
import { addDecisions, addKnowledge } from './commands/knowledge.ts';
import { addList, addTree } from './commands/list.ts';
import { addLocks } from './commands/locks.ts';
import { addBranch, addMerge, addQueue, addUndo } from './commands/merging.ts';
import { addMessages } from './commands/messages.ts';
import { addNotes } from './commands/notes.ts';
import { addOpen } from './commands/open.ts';
import { addParallel } from './commands/parallel.ts';
import { addPlan } from './commands/plan.ts';
import { addProfiles } from './commands/profiles.ts';
import { addProgress } from './commands/progress.ts';
import { addProtect, addPrune, addUnprotect } from './commands/prune.ts';
import { addPublish } from './commands/publish.ts';
import { addRead } from './commands/read.ts';
import { addReplay } from './commands/replay.ts';
import { addRerun } from './commands/rerun.ts';
import { addRestart } from './commands/restart.ts';
import { addDiff, addReview } from './commands/review.ts';
import { addAllow, addDeny, addRules } from './commands/rules.ts';
import { addRun } from './commands/run.ts';
import { addAnalyze, addCompare, addRuns } from './commands/runs.ts';
import { addSearch } from './commands/search.ts';
import { addSend } from './commands/send.ts';
import { addServe } from './commands/serve.ts';
import { addSetup } from './commands/setup.ts';
import { addShutdown } from './commands/shutdown.ts';
import { addSpawn } from './commands/spawn.ts';
import { addStatus } from './commands/status.ts';
import { addSubscribe } from './commands/subscribe.ts';
import { addTasks } from './commands/tasks.ts';
import { addTerminate } from './commands/terminate.ts';
import { addTranscript } from './commands/transcript.ts';
import { addTrust } from './commands/trust.ts';
import { addUsage } from './commands/usage.ts';
import { addWhy } from './commands/why.ts';
import type { ExitCode } from './exit-codes.ts';
import { harmless } from './paint.ts';
import { createRunner } from './run-command.ts';

const exitCodesText = `
Exit codes: 0 done, 1 refused or failed, 2 a mistake in the command, 3 no host is running.

In an instance's pane every command acts as that instance, with its rights.`;

const commands = [
  addOpen,
  addServe,
  addRun,
  addSpawn,
  addSend,
  addMessages,
  addLocks,
  addChanges,
  addBranch,
  addDiff,
  addReview,
  addMerge,
  addClean,
  addSetup,
  addPublish,
  addQueue,
  addUndo,
  addRead,
  addTranscript,
  addList,
  addTree,
  addStatus,
  addEvents,
  addSubscribe,
  addRestart,
  addTerminate,
  addShutdown,
  addConfirm,
  addInbox,
  addProgress,
  addBlocker,
  addEscalate,
  addAttention,
  addAnswer,
  addApprove,
  addBreakers,
  addRules,
  addAllow,
  addDeny,
  addKnowledge,
  addDecisions,
  addBudget,
  addUsage,
  addRuns,
  addPrune,
  addProtect,
  addUnprotect,
  addSearch,
  addReplay,
  addNotes,
  addAnalyze,
  addRerun,
  addCompare,
  addWhy,
  addExport,
  addTasks,
  addPlan,
  addParallel,
  addTrust,
  addProfiles,
  addAgents,
  addDoctor,
];

/** The whole command line. It never exits the process: it throws commander's error, or tells its exit code. */
export const createProgram = (io: CliIo, version: string, exit: (code: ExitCode) => void): Command => {
  const program = new Command('tutti')
    .description('Runs a hierarchy of coding agents, each in its own terminal and git worktree.')
    .version(version)
    .showHelpAfterError('(tutti --help, or --help after a command, shows what there is)')
    .addHelpText('after', exitCodesText)
    // Both are handed down to the commands, which are made from here on.
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      // It tells a wrong word back, which may come from anywhere.
      writeErr: (text) => io.err(harmless(text)),
      getOutHasColors: () => io.colour,
      getErrHasColors: () => io.colour,
    });
  const kit = { program, runner: createRunner(io, exit), version };
  for (const add of commands) add(kit);
  return program;
};
