import { describe, expect, it } from 'vitest';
import { groupOf } from '../../src-renderer/event-list/describe-event.ts';
import {
  everything,
  filterEvents,
  firstFilter,
  newestTold,
} from '../../src-renderer/event-list/filter-events.ts';
import { sampleRun } from '../support/sample-events.ts';

const tape = sampleRun(10, 0);
for (let at = 0; at < 300; at++)
  tape.add('instance.worked', {
    id: 'exec_1',
    use: { call: `c${at}`, tool: 'Read', status: 'done', summary: 'a file', files: [] },
  });
const { events } = tape;
const work = events.filter(({ kind }) => groupOf(kind) === 'work').length;

describe('the event list', () => {
  it('leaves the calls of tools out at first, and says how many', () => {
    const { shown, workLeftOut } = filterEvents(events, firstFilter);
    expect(workLeftOut).toBe(work);
    expect(shown).toHaveLength(events.length - work);
    expect(shown.some(({ kind }) => kind === 'instance.worked')).toBe(false);
  });

  it('shows them alone, or everything', () => {
    expect(filterEvents(events, { ...firstFilter, group: 'work' }).shown).toHaveLength(work);
    expect(filterEvents(events, { instance: everything, group: everything })).toEqual({
      shown: events,
      workLeftOut: 0,
    });
  });

  it('counts what is left out of the one instance alone', () => {
    const { shown, workLeftOut } = filterEvents(events, { ...firstFilter, instance: 'mgr_1_1' });
    expect(workLeftOut).toBeLessThan(5);
    expect(shown.length).toBeGreaterThan(0);
  });
});

describe('the event strip', () => {
  it('finds what tells of something behind any number of calls', () => {
    const told = newestTold(events, 8);
    expect(told).toHaveLength(8);
    expect(told.map(({ kind }) => groupOf(kind))).not.toContain('work');
    expect(told.map(({ seq }) => seq)).toEqual(told.map(({ seq }) => seq).sort((a, b) => b - a));
    expect(newestTold([], 8)).toEqual([]);
  });
});
