import { describe, expect, it } from 'vitest';
import {
  ancestorsOf,
  findMatches,
  foldAbove,
  isFolded,
  showTree,
} from '../../../src-renderer/hierarchy-graph/fold-tree.ts';
import { readTree } from '../../../src-renderer/hierarchy-graph/read-tree.ts';
import { stepFrom } from '../../../src-renderer/hierarchy-graph/walk-tree.ts';
import { addTo, hierarchyOf, instanceOf } from './instances.ts';

const nothing = new Map<string, boolean>();
const node = (tree: ReturnType<typeof readTree>, id: string) => {
  const found = tree.byId.get(id);
  if (found === undefined) throw new Error(`${id} is not in the tree`);
  return found;
};

describe('reading the tree', () => {
  it('counts states and what needs a person beneath each instance', () => {
    const instances = hierarchyOf(2, 2);
    addTo(instances, 'mgr_1_1', { state: 'waiting' });
    addTo(instances, 'mgr_1_1', { state: 'crashed' });
    const tree = readTree(instances);
    expect(node(tree, 'mgr_1_1')).toMatchObject({
      level: 2,
      parent: 'exec_1',
      descendants: 4,
      attention: 2,
      counts: { ready: 2, waiting: 1, crashed: 1 },
    });
    expect(node(tree, 'exec_1')).toMatchObject({ level: 1, parent: null, descendants: 8, attention: 2 });
    expect(node(tree, 'mgr_1_2').attention).toBe(0);
  });

  it('stands an instance whose parent is unknown among the roots', () => {
    const instances = { spec_1_1_1: instanceOf({ id: 'spec_1_1_1', parent: 'mgr_1_1' }) };
    expect(readTree(instances).roots.map((root) => [root.id, root.parent, root.level])).toEqual([
      ['spec_1_1_1', null, 1],
    ]);
    expect(readTree({}).roots).toEqual([]);
  });

  it('keeps several roots, in the order they came', () => {
    const instances = hierarchyOf(1, 1);
    addTo(instances, null);
    expect(readTree(instances).roots.map((root) => root.id)).toEqual(['exec_1', 'exec_2']);
  });
});

describe('folding', () => {
  it('folds managers by itself only when there are many instances', () => {
    const small = readTree(hierarchyOf(3, 4));
    expect(isFolded(node(small, 'mgr_1_1'), small, nothing)).toBe(false);
    const large = readTree(hierarchyOf(5, 6));
    expect(large.byId.size).toBeGreaterThan(foldAbove);
    expect(isFolded(node(large, 'mgr_1_1'), large, nothing)).toBe(true);
    expect(isFolded(node(large, 'exec_1'), large, nothing)).toBe(false);
    expect(isFolded(node(large, 'mgr_1_1'), large, new Map([['mgr_1_1', false]]))).toBe(false);
    expect(isFolded(node(large, 'spec_1_1_1'), large, nothing)).toBe(false);
  });

  it('knows the way to an instance', () => {
    expect(ancestorsOf(readTree(hierarchyOf(1, 1)), 'spec_1_1_1')).toEqual(['mgr_1_1', 'exec_1']);
  });

  it('shows what a filter finds with the way there, folded or not', () => {
    const instances = hierarchyOf(5, 6);
    addTo(instances, 'mgr_1_2', { task: 'Refresh the token', state: 'busy' });
    const tree = readTree(instances);
    const found = findMatches(tree, ' Token  busy ');
    expect(found).toEqual(new Set(['spec_1_2_7']));
    const shown = showTree(tree, nothing, found);
    expect(shown.roots.map((root) => root.id)).toEqual(['exec_1']);
    expect(shown.opened(node(tree, 'exec_1')).map((child) => child.id)).toEqual(['mgr_1_2']);
    expect(shown.opened(node(tree, 'mgr_1_2')).map((child) => child.id)).toEqual(['spec_1_2_7']);
    expect(findMatches(tree, '  ')).toBeNull();
    expect(showTree(tree, nothing, findMatches(tree, 'nothing like it')).roots).toEqual([]);
  });
});

describe('walking by keys', () => {
  const tree = readTree(hierarchyOf(2, 2));
  const shown = showTree(tree, nothing, null);
  const down = (key: string, id: string) => stepFrom(key, tree, shown, id, 'down');
  const list = (key: string, id: string, folds = nothing) =>
    stepFrom(key, tree, showTree(tree, folds, null), id, 'list');

  it('goes to parent, child and siblings in a tree from top to bottom', () => {
    expect(down('ArrowDown', 'exec_1')).toEqual({ to: 'mgr_1_1' });
    expect(down('ArrowRight', 'mgr_1_1')).toEqual({ to: 'mgr_1_2' });
    expect(down('ArrowLeft', 'mgr_1_2')).toEqual({ to: 'mgr_1_1' });
    expect(down('ArrowLeft', 'mgr_1_1')).toBeNull();
    expect(down('ArrowUp', 'spec_1_1_2')).toEqual({ to: 'mgr_1_1' });
    expect(down('ArrowUp', 'exec_1')).toBeNull();
    expect(down('ArrowDown', 'spec_1_1_1')).toEqual({ to: 'spec_1_1_2' });
  });

  it('goes by rows, folds and unfolds in a list', () => {
    expect(list('ArrowDown', 'spec_1_1_2')).toEqual({ to: 'mgr_1_2' });
    expect(list('ArrowUp', 'mgr_1_2')).toEqual({ to: 'spec_1_1_2' });
    expect(list('ArrowRight', 'exec_1')).toEqual({ to: 'mgr_1_1' });
    expect(list('ArrowLeft', 'mgr_1_1')).toEqual({ fold: true });
    expect(list('ArrowLeft', 'spec_1_1_1')).toEqual({ to: 'mgr_1_1' });
    const folded = new Map([['mgr_1_1', true]]);
    expect(list('ArrowRight', 'mgr_1_1', folded)).toEqual({ fold: false });
    expect(list('ArrowLeft', 'mgr_1_1', folded)).toEqual({ to: 'exec_1' });
    expect(list('ArrowDown', 'mgr_1_1', folded)).toEqual({ to: 'mgr_1_2' });
  });

  it('reaches both ends, and starts at the first when nothing is chosen', () => {
    expect(down('End', 'exec_1')).toEqual({ to: 'spec_1_2_2' });
    expect(down('Home', 'spec_1_2_2')).toEqual({ to: 'exec_1' });
    expect(down('ArrowDown', 'gone')).toEqual({ to: 'exec_1' });
    expect(down('x', 'exec_1')).toBeNull();
  });
});
