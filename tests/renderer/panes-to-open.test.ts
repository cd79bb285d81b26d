import { describe, expect, it } from 'vitest';
import { mostPanes, panesToOpen } from '../../src-renderer/app/panes-to-open.ts';
import { sampleRun } from '../support/sample-events.ts';

const { instances } = sampleRun(40, 0).view;
const live = Object.values(instances)
  .filter(({ state }) => state !== 'terminated' && state !== 'crashed')
  .map(({ id }) => id);
const [first = '', second = ''] = live;
const ask = { instances, seen: null, openIds: [], closedIds: [] };

describe('panes that open by themselves', () => {
  it('are those of live instances at load, as many as fit', () => {
    expect(panesToOpen(ask)).toEqual(live.slice(0, mostPanes));
  });

  it('are none at load where something is open already', () => {
    expect(panesToOpen({ ...ask, openIds: [first] })).toEqual([]);
  });

  it('are all at load where what was open is not there any more', () => {
    expect(panesToOpen({ ...ask, openIds: ['exec_99'] })).toHaveLength(mostPanes);
  });

  it('are those of new instances later', () => {
    const seen = new Set(live.filter((id) => id !== second));
    expect(panesToOpen({ ...ask, seen, openIds: [first] })).toEqual([second]);
  });

  it('never are what the person closed', () => {
    expect(panesToOpen({ ...ask, closedIds: [first] })).not.toContain(first);
    expect(panesToOpen({ ...ask, seen: new Set(), closedIds: live })).toEqual([]);
  });

  it('are no more than fit beside those that are open', () => {
    const openIds = live.slice(0, mostPanes - 1);
    expect(panesToOpen({ ...ask, seen: new Set(openIds), openIds })).toEqual([live[mostPanes - 1]]);
    expect(panesToOpen({ ...ask, seen: new Set(), openIds: live.slice(0, mostPanes) })).toEqual([]);
  });
});
