import type { Status } from '@contract/machine.ts';
import { ok } from '@contract/result.ts';
import { approvalRooms } from './coordination/approval-rooms.ts';
import { blockerRooms } from './coordination/blockers.ts';
import { branchRooms } from './coordination/branches/branch-rooms.ts';
import { workRooms } from './coordination/keeping/work-rooms.ts';
import { knowledgeRooms } from './coordination/knowledge.ts';
import { lockRooms } from './coordination/lock-rooms.ts';
import { mergeRooms } from './coordination/merges/merge-rooms.ts';
import { messageRooms } from './coordination/messages.ts';
import { parallelRooms } from './coordination/parallel/parallel-rooms.ts';
import { progressRooms } from './coordination/progress.ts';
import { publishRooms } from './coordination/publishing/publish-rooms.ts';
import { reviewRooms } from './coordination/review/review-rooms.ts';
import { addRule, revokeRule } from './coordination/rules.ts';
import { subscriptionRooms } from './coordination/subscription-rooms.ts';
import { taskRooms } from './coordination/tasks/task-rooms.ts';
import { attentionRooms } from './coordination/told-attention.ts';
import { UsageByDay } from './coordination/usage.ts';
import { worktreeRooms } from './coordination/worktrees/worktree-rooms.ts';
import { rerunRooms } from './distribution/rerun.ts';
import { runTemplateRooms } from './distribution/run-template-rooms.ts';
import { breakerRooms } from './hierarchy/breaker-rooms.ts';
import type { Crew } from './hierarchy/crew.ts';
import { instanceRooms } from './hierarchy/instance-rooms.ts';
import { endOrphan } from './hierarchy/orphans.ts';
import { profileRooms } from './hierarchy/profile-rooms.ts';
import { endRun, startRun } from './hierarchy/runs.ts';
import { setUpRooms } from './hierarchy/set-up-rooms.ts';
import { shutdownRooms } from './hierarchy/shutdown-rooms.ts';
import { actorOf } from './ledger.ts';
import type { AskedKeepers } from './make-keepers.ts';
import { noteRooms } from './recording/note-rooms.ts';
import { RunReader } from './recording/read-run.ts';
import { recordingRooms } from './recording/recording-rooms.ts';
import { recordingShelfRooms } from './recording/recording-shelf-rooms.ts';
import { runInsightRooms } from './recording/run-rooms.ts';
import { sendSpans } from './recording/send-spans.ts';
import type { Rooms } from './room.ts';

/** What leaves the project for a trace viewer. */
const sendingRooms = (crew: Crew): Rooms<'runs.sendSpans'> => ({
  'runs.sendSpans': async (_caller, input) => {
    const run = new RunReader(crew.ports).pick(input.run);
    return run.ok ? sendSpans(crew, run.value) : run;
  },
});

/** What the person sets, for the project as a whole. */
const settingRooms = ({ ledger }: Crew): Rooms<'budgets.set' | 'settings.set' | 'project.trust'> => ({
  'budgets.set': (caller, budgets) => {
    ledger.append([{ kind: 'budgets.changed', data: { budgets }, actor: actorOf(caller), run: null }]);
    return ok(ledger.view.budgets);
  },
  'settings.set': (caller, settings) => {
    ledger.append([{ kind: 'settings.changed', data: { settings }, actor: actorOf(caller), run: null }]);
    return ok(ledger.view.settings);
  },
  'project.trust': (caller, input) => {
    ledger.append([{ kind: 'project.trusted', data: input, actor: actorOf(caller), run: null }]);
    return ok({});
  },
});

/** The rooms of a project's verbs, all of them. `status` is asked anew each time. */
export const makeRooms = (crew: Crew, asked: AskedKeepers, status: () => Status): Rooms => {
  const { ledger, ports } = crew;
  const usage = new UsageByDay(ports);
  return {
    'view.get': () => ok(ledger.view),
    'status.get': () => ok(status()),
    'events.list': (_caller, input) => ok([...ports.store.events(input)]),
    'runs.list': () => ok([...ports.store.runs()]),
    'runs.start': (caller, input) => startRun(crew, input.title, actorOf(caller)),
    'runs.end': (caller) => endRun(crew, actorOf(caller)),
    'usage.days': (_caller, { days, zone }) => usage.days(days, zone),
    'rules.list': () => ok([...ledger.view.rules]),
    'rules.add': (caller, input) => addRule(crew, caller, input),
    'rules.revoke': (caller, input) => revokeRule(crew, caller, input.id),
    'orphans.end': (_caller, input) => endOrphan(crew, input.pid),
    ...settingRooms(crew),
    ...instanceRooms(crew, asked.approvals),
    ...profileRooms(crew),
    ...blockerRooms(crew),
    ...progressRooms(crew),
    ...messageRooms(crew, asked.inboxes),
    ...subscriptionRooms(crew),
    ...knowledgeRooms(crew),
    ...taskRooms(crew),
    ...parallelRooms(crew),
    ...lockRooms(asked.locks),
    ...worktreeRooms(crew, asked.work),
    ...breakerRooms(crew),
    ...attentionRooms(asked.told),
    ...approvalRooms(asked.approvals),
    ...runTemplateRooms(crew),
    ...rerunRooms(crew),
    ...shutdownRooms(asked.shutdowns),
    ...mergeRooms(crew, asked.merges, asked.approvals),
    ...branchRooms(crew),
    ...workRooms(crew),
    ...reviewRooms(crew, asked.inboxes),
    ...setUpRooms(crew),
    ...publishRooms(asked.publishing),
    ...sendingRooms(crew),
    ...runInsightRooms({ ports: crew.ports, ledger: crew.ledger, open: asked.recordings }),
    ...recordingRooms(ports, asked.recordings),
    ...noteRooms({ clock: ports.clock, newId: () => ports.secrets.uuid() }, asked.recordings),
    ...recordingShelfRooms(ports.store, asked.shelf),
  };
};
