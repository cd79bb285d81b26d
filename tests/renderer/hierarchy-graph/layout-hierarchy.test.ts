import type { Instance } from '@contract/instances.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Arrangement,
  fitScale,
  type Layout,
  layoutHierarchy,
} from '../../../src-renderer/hierarchy-graph/layout-hierarchy.ts';
import { readTree, type TreeNode } from '../../../src-renderer/hierarchy-graph/read-tree.ts';
import { addTo, hierarchyOf } from './instances.ts';

const all = (node: TreeNode): readonly TreeNode[] => node.children;
const box = { width: 320, height: 800 };

const overlapsOf = ({ nodes, nodeWidth, nodeHeight }: Layout): string[] => {
  // Sorted by their upper edge: only those that begin before another ends can overlap it.
  const sorted = [...nodes].sort((a, b) => a.y - b.y);
  const found: string[] = [];
  sorted.forEach((a, at) => {
    for (let next = at + 1; next < sorted.length; next++) {
      const b = sorted[next];
      if (b === undefined || b.y >= a.y + nodeHeight) break;
      if (Math.abs(a.x - b.x) < nodeWidth) found.push(`${a.node.id} and ${b.node.id}`);
    }
  });
  return found;
};

/** Each number names the parent of one more instance, among those that are there already. */
const anyHierarchy = fc.array(fc.nat(), { minLength: 1, maxLength: 200 }).map((choices) => {
  const instances: Record<string, Instance> = {};
  for (const choice of choices) {
    const ids = Object.keys(instances);
    const parent = ids[choice % (ids.length + 1)] ?? null;
    // Ids have at most eight ordinals.
    const deep = parent !== null && parent.split('_').length > 8;
    addTo(instances, deep ? null : parent);
  }
  return instances;
});

describe('the layout', () => {
  it.each<Arrangement>(['down', 'list'])(
    'places every instance once and none over another (%s)',
    (arrangement) => {
      fc.assert(
        fc.property(anyHierarchy, (instances) => {
          const layout = layoutHierarchy(readTree(instances).roots, all, box, arrangement);
          expect(layout.nodes.map((spot) => spot.node.id).sort()).toEqual(Object.keys(instances).sort());
          expect(overlapsOf(layout)).toEqual([]);
          for (const { x, y } of layout.nodes) {
            expect(x).toBeGreaterThanOrEqual(0);
            expect(y).toBeGreaterThanOrEqual(0);
            expect(x + layout.nodeWidth).toBeLessThanOrEqual(layout.width + 1e-6);
            expect(y + layout.nodeHeight).toBeLessThanOrEqual(layout.height + 1e-6);
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  it('sets children below their parent and draws one link to each', () => {
    fc.assert(
      fc.property(anyHierarchy, (instances) => {
        const layout = layoutHierarchy(readTree(instances).roots, all, box, 'down');
        const top = new Map(layout.nodes.map((spot) => [spot.node.id, spot.y]));
        const children = Object.values(instances).filter((instance) => instance.parent !== null);
        for (const { id, parent } of children) {
          expect(top.get(id)).toBeGreaterThan(top.get(parent ?? '') ?? Infinity);
        }
        expect(layout.links.map((link) => link.to).sort()).toEqual(children.map(({ id }) => id).sort());
        expect(layout.links.every((link) => !link.path.includes('NaN'))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [200, 11, 17],
    [1000, 37, 26],
  ])('carries %i instances in both arrangements', (count, managers, specialists) => {
    const instances = hierarchyOf(managers, specialists);
    expect(Object.keys(instances).length).toBeGreaterThanOrEqual(count - 1);
    for (const arrangement of ['down', 'list'] as const) {
      const layout = layoutHierarchy(readTree(instances).roots, all, box, arrangement);
      expect(layout.nodes).toHaveLength(Object.keys(instances).length);
      expect(overlapsOf(layout)).toEqual([]);
    }
  });

  it('chooses the arrangement that is shown larger', () => {
    const few = readTree(hierarchyOf(2, 2)).roots;
    expect(layoutHierarchy(few, all, { width: 580, height: 700 }).arrangement).toBe('down');
    expect(layoutHierarchy(few, all, { width: 374, height: 700 }).arrangement).toBe('down');
    expect(layoutHierarchy(few, all, { width: 240, height: 700 }).arrangement).toBe('list');
    const wide = readTree(hierarchyOf(12, 3)).roots;
    expect(layoutHierarchy(wide, all, box).arrangement).toBe('list');
    expect(layoutHierarchy(wide, all, { width: 3600, height: 320 }).arrangement).toBe('down');
  });

  it('makes rows as wide as the panel, within reason', () => {
    const many = readTree(hierarchyOf(12, 3)).roots;
    const widthIn = (width: number) => layoutHierarchy(many, all, { width, height: 4000 }, 'list').width;
    expect(widthIn(420)).toBe(420 - 32);
    expect(widthIn(200)).toBe(300);
    expect(widthIn(2000)).toBe(520);
  });

  it('gives nothing for nothing', () => {
    expect(layoutHierarchy([], all, box)).toMatchObject({ nodes: [], links: [], width: 0, height: 0 });
    expect(fitScale({ width: 0, height: 0 }, box, 16)).toBe(1);
  });
});
