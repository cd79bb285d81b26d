import { shownTask } from '@contract/task-status.ts';
import type { ShownTask } from '@contract/tasks.ts';
import { describe, expect, it } from 'vitest';
import {
  anyOwner,
  anyPart,
  columnNames,
  columnsOf,
  filterTasks,
  nobody,
  noFilter,
  noPart,
  ownersOf,
} from '../../../src-renderer/tasks/task-board.ts';
import { addTasks } from '../../support/mock-tasks.ts';
import { sampleRun } from '../../support/sample-events.ts';

const tape = sampleRun(12, 0);
addTasks(tape, 40);
const { tasks } = tape.view;
const all: readonly ShownTask[] = tasks.map((task) => shownTask(tasks, task));
const ids = (some: readonly ShownTask[]): string[] => some.map(({ id }) => id);

describe('the columns of the board', () => {
  const columns = columnsOf(all);

  it('hold each task once, under its status', () => {
    expect(columnNames.flatMap((name) => ids(columns[name])).sort()).toEqual(ids(all).sort());
    for (const name of ['planned', 'ready', 'assigned', 'running', 'done'] as const) {
      expect(columns[name].length).toBeGreaterThan(0);
      expect(columns[name].every(({ status }) => status === name)).toBe(true);
    }
    expect(new Set(columns.ended.map(({ status }) => status))).toEqual(new Set(['failed', 'cancelled']));
  });

  it('put what is urgent first, and of the same urgency what was made first', () => {
    const order = ['urgent', 'high', 'normal', 'low'];
    const keys = columns.ready.map(
      ({ priority, id }) => order.indexOf(priority) * 1000 + Number(id.slice(5)),
    );
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  });

  it('put failed ones before cancelled ones', () => {
    const states = columns.ended.map(({ status }) => status);
    expect(states.lastIndexOf('failed')).toBeLessThan(states.indexOf('cancelled'));
  });
});

describe('the filter', () => {
  it('wants all of the words, wherever they stand', () => {
    const found = filterTasks(all, { ...noFilter, words: ' refresh  TOKENS ' });
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(all.length);
    for (const { title, part, files } of found)
      expect(`${title} ${part} ${files}`.toLowerCase()).toMatch(/refresh.*tokens|tokens.*refresh/s);
  });

  it('tells those without a part or an owner from any', () => {
    expect(filterTasks(all, { words: '', part: anyPart, owner: anyOwner })).toHaveLength(all.length);
    const none = filterTasks(all, { ...noFilter, part: noPart, owner: nobody });
    expect(none.length).toBeGreaterThan(0);
    expect(none.every(({ part, assignee }) => part === null && assignee === null)).toBe(true);
  });
});

describe('owners', () => {
  it('have nobody first and then the order of instances, each with what is at work first', () => {
    const known = Object.keys(tape.view.instances);
    const groups = ownersOf(all, known);
    expect(groups[0]?.key).toBe(nobody);
    const keys = groups.slice(1).map(({ key }) => known.indexOf(key));
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
    expect(groups.flatMap((group) => ids(group.tasks)).sort()).toEqual(ids(all).sort());
    for (const { tasks: own } of groups) {
      const over = own.findIndex(({ status }) => status === 'done');
      if (over >= 0) expect(own.slice(over).some(({ status }) => status === 'running')).toBe(false);
    }
  });

  it('keep one that the window does not know', () => {
    const groups = ownersOf(all, []);
    expect(groups.flatMap((group) => ids(group.tasks)).sort()).toEqual(ids(all).sort());
  });
});
