import type { taskVerbs } from '@contract/task-verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Rooms } from '../../room.ts';
import { claimsStayInside } from '../lock-paths.ts';
import { cancelTask, updateTask } from './change-task.ts';
import { createTasks } from './create-tasks.ts';
import { distributeWork, divideWork } from './divide-work.ts';
import { completeTask, reviewTask } from './finish-task.ts';
import { listTasks } from './list-tasks.ts';
import { completePart, getPlan, makePlan, staffPart } from './plan.ts';
import { assignTask, claimTask } from './take-tasks.ts';

const claimsIn = (field: string, paths: readonly string[]) =>
  paths.map((path, at) => ({ path, field: `${field}.${at}` }));

const claimsOfEach = (field: string, all: readonly { readonly files: readonly string[] }[]) =>
  all.flatMap(({ files }, at) => claimsIn(`${field}.${at}.files`, files));

export const taskRooms = (crew: Crew): Rooms<keyof typeof taskVerbs> => ({
  'tasks.create': async (caller, input) => {
    const inside = await claimsStayInside(crew, caller, claimsOfEach('tasks', input.tasks));
    return inside.ok ? createTasks(crew, caller, input) : inside;
  },
  'tasks.claim': (caller, input) => claimTask(crew, caller, input),
  'tasks.update': async (caller, input) => {
    const inside = await claimsStayInside(crew, caller, claimsIn('files', input.files ?? []));
    return inside.ok ? updateTask(crew, caller, input) : inside;
  },
  'tasks.list': (caller, input) => listTasks(crew, caller, input),
  'tasks.complete': (caller, input) => completeTask(crew, caller, input),
  'tasks.cancel': (caller, input) => cancelTask(crew, caller, input),
  'tasks.assign': (caller, input) => assignTask(crew, caller, input),
  'tasks.review': (caller, input) => reviewTask(crew, caller, input),
  'tasks.split': (caller, input) => divideWork(crew, caller, input),
  'tasks.distribute': (caller, input) => distributeWork(crew, caller, input),
  'plan.make': async (caller, input) => {
    const inside = await claimsStayInside(crew, caller, claimsOfEach('parts', input.parts));
    return inside.ok ? makePlan(crew, caller, input) : inside;
  },
  'plan.get': () => getPlan(crew),
  'plan.staff': (caller, input) => staffPart(crew, caller, input),
  'plan.complete': (caller, input) => completePart(crew, caller, input),
});
