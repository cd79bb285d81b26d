import { calledOffText, shutdownText } from '../shutdown-texts.ts';
import { type Tool, tool } from '../tool.ts';
import { instanceLine, spawnedText, terminatedText } from '../tool-texts.ts';
import { adds, ends, leaders, repeats, someId } from './words.ts';

export const leadingTools: readonly Tool[] = [
  tool({
    name: 'spawn',
    verb: 'instances.spawn',
    title: 'Spawn an instance',
    roles: leaders,
    annotations: adds,
    description: `Starts another coding agent below you, in a terminal, git worktree and branch of its own.
When: a part of your task can be done apart from the rest, on files that nobody else changes. An executive spawns managers (or specialists), a manager spawns specialists. First use list: someone may have the part already, and there are limits on the number of children.
Answers with the new instance once its program runs or waits for its turn to start, in state starting or confirming; list shows when it is ready. The person may have to agree first: an answer that it was asked is no error, and its decision comes as a message. A message may be sent at once: it is kept until then.
Example: {"profile": "claude", "role": "specialist", "task": "Write the parser in src/parse.ts with tests in tests/parse.test.ts. Change no other files. Commit, then report."}`,
    fields: {
      profile: 'Name of the agent profile to launch, normally your own (list shows it).',
      role: 'manager or specialist; a manager has specialists only.',
      parent: 'Whose child it is: you, when absent. Or an instance below you.',
      task: 'All it needs to know: goal, the files it may change, what must hold at the end, whom to report to. It sees none of your conversation.',
      part: 'The part of the plan that it leads from now on (executives).',
      confirm: 'false: it need not confirm its role before it is ready.',
      size: "Its terminal's columns and rows.",
      place:
        'worktree (the usual): a git worktree and branch of its own. shared: yours (managers), for parts that can’t be kept apart; there each file is locked before it is changed, and commits name their files.',
      permissions: "What it may do without asking: one of the profile's modes; absent: the profile's own.",
      dangerous: 'true: your explicit yes to a mode that asks for nothing any more.',
      model:
        "A model by the name that the profile's CLI knows, for a part that needs a stronger or a cheaper one; absent: the usual.",
    },
    personOnly: ['confirm', 'size', 'permissions', 'dangerous'],
    render: spawnedText,
  }),
  tool({
    name: 'terminate',
    verb: 'instances.terminate',
    title: 'Terminate instances',
    roles: leaders,
    annotations: ends,
    description: `Ends an instance below you, and by default its children first: all their processes are gone when this answers. Its branch and worktree, committed or not, are kept.
When: its work is done and merged or no longer wanted, or it can't be helped (try sendMessage, then restart, first). It can't be undone; it is not a way to interrupt.
Answers with the instances that were ended.
Example: {"id": "spec_1_1_2", "reason": "work merged"}`,
    fields: {
      id: someId,
      children: 'false: leave its children running.',
      reason: 'Why, for the event log.',
    },
    listName: 'instances',
    render: terminatedText,
  }),
  tool({
    name: 'shutdown',
    verb: 'runs.shutdown',
    title: 'Shut instances down in order',
    roles: leaders,
    annotations: ends,
    description: `Ends instances below you without losing work: each is told to commit what it has and to report, then it is waited for, then children are ended before parents. Branches and worktrees are kept.
When: work has to stop (the goal is reached or has changed, a budget is used up). For one instance that has nothing to save, terminate is enough.
Answers as it begins, with whom it waits for; a message tells you when all have ended and what was left uncommitted. End your turn meanwhile.
Example: {"id": "mgr_1_1", "seconds": 180, "reason": "the plan has changed"}`,
    fields: {
      id: 'The instance to end, with all below it; absent: all below you.',
      seconds: 'How long work is waited for at most; 0: not at all, and nobody is told.',
      reason: 'Why; those concerned read it.',
    },
    render: shutdownText,
  }),
  tool({
    name: 'cancelShutdown',
    verb: 'runs.cancelShutdown',
    title: 'Call a shutdown off',
    roles: leaders,
    annotations: repeats,
    description: `Calls off the shutdown that you, or an instance below you, began. Those concerned are told to go on.
When: only until the ending has begun; later, restart those that are wanted.
Answers with what was called off.
Example: {}`,
    fields: {},
    render: calledOffText,
  }),
  tool({
    name: 'restart',
    verb: 'instances.restart',
    title: 'Restart an instance',
    roles: leaders,
    annotations: { ...ends, idempotentHint: false },
    description: `Ends an instance's program and launches it again: same id, task, worktree and branch.
When: list shows it crashed or stalled, and a message doesn't help. What it had in mind may be lost, what it wrote to files is not.
Answers with the instance once its program runs again, in state starting or confirming.
Example: {"id": "spec_1_1_2"}`,
    fields: { id: someId },
    render: (instance) => [`Restarted ${instanceLine(instance)}`],
  }),
];
