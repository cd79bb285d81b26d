import type { taskVerbs } from '@contract/task-verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Rooms } from '../../room.ts';
import { cancelTask, updateTask } from './change-task.ts';
import { createTasks } from './create-tasks.ts';
import { distributeWork, divideWork } from './divide-work.ts';
import { completeTask, reviewTask } from './finish-task.ts';
import { listTasks } from './list-tasks.ts';
import { completePart, getPlan, makePlan, staffPart } from './plan.ts';
import { assignTask, claimTask } from './take-tasks.ts';

export const taskRooms = (crew: Crew): Rooms<keyof typeof taskVerbs> => ({
  'tasks.create': (caller, input) => createTasks(crew, caller, input),
  'tasks.claim': (caller, input) => claimTask(crew, caller, input),
  'tasks.update': (caller, input) => updateTask(crew, caller, input),
  'tasks.list': (caller, input) => listTasks(crew, caller, input),
  'tasks.complete': (caller, input) => completeTask(crew, caller, input),
  'tasks.cancel': (caller, input) => cancelTask(crew, caller, input),
  'tasks.assign': (caller, input) => assignTask(crew, caller, input),
  'tasks.review': (caller, input) => reviewTask(crew, caller, input),
  'tasks.split': (caller, input) => divideWork(crew, caller, input),
  'tasks.distribute': (caller, input) => distributeWork(crew, caller, input),
  'plan.make': (caller, input) => makePlan(crew, caller, input),
  'plan.get': () => getPlan(crew),
  'plan.staff': (caller, input) => staffPart(crew, caller, input),
  'plan.complete': (caller, input) => completePart(crew, caller, input),
});
