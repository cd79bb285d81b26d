import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  edgePath,
  type GraphLayout,
  layoutGraph,
  nodeSize,
} from '../../../src-renderer/tasks/layout-graph.ts';

/** Tasks that depend on earlier ones only, as they are made. */
const graphs = fc.array(fc.array(fc.nat(200), { maxLength: 4 }), { maxLength: 40 }).map((rows) =>
  rows.map((row, at) => ({
    id: `task_${at + 1}`,
    dependencies: at === 0 ? [] : [...new Set(row.map((back) => `task_${(back % at) + 1}`))],
  })),
);

const expectTidy = ({ nodes, edges, width, height }: GraphLayout): void => {
  for (const [at, node] of nodes.entries()) {
    expect(node.x).toBeGreaterThanOrEqual(0);
    expect(node.y).toBeGreaterThanOrEqual(0);
    expect(node.x + nodeSize.width).toBeLessThanOrEqual(width);
    expect(node.y + nodeSize.height).toBeLessThanOrEqual(height);
    for (const other of nodes.slice(at + 1)) {
      const apart =
        Math.abs(node.x - other.x) >= nodeSize.width || Math.abs(node.y - other.y) >= nodeSize.height;
      expect(apart, `${node.id} and ${other.id} overlap`).toBe(true);
    }
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const { from, to, points } of edges) {
    expect(byId.get(from)?.x ?? 0).toBeLessThan(byId.get(to)?.x ?? 0);
    const xs = points.map(({ x }) => x);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  }
};

describe('the layout of dependencies', () => {
  it('lets no nodes overlap and every edge go forward, with each task and each link there once', () => {
    fc.assert(
      fc.property(graphs, (tasks) => {
        const layout = layoutGraph(tasks);
        expectTidy(layout);
        expect([...layout.nodes.map(({ id }) => id), ...layout.alone].sort()).toEqual(
          tasks.map(({ id }) => id).sort(),
        );
        expect(layout.edges.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(
          tasks.flatMap(({ id, dependencies }) => dependencies.map((from) => `${from} ${id}`)).sort(),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('lets an edge over several layers pass between the tasks there', () => {
    const { nodes, edges } = layoutGraph([
      { id: 'a', dependencies: [] },
      { id: 'b', dependencies: ['a'] },
      { id: 'c', dependencies: ['a', 'b'] },
    ]);
    const long = edges.find(({ from, to }) => from === 'a' && to === 'c');
    const b = nodes.find(({ id }) => id === 'b');
    expect(long?.points).toHaveLength(4);
    for (const { y } of long?.points.slice(1, 3) ?? [])
      expect(y < (b?.y ?? 0) || y > (b?.y ?? 0) + nodeSize.height).toBe(true);
  });

  it('leaves out what a filter took away, and names those that stand alone', () => {
    const layout = layoutGraph([
      { id: 'a', dependencies: ['gone'] },
      { id: 'b', dependencies: [] },
      { id: 'c', dependencies: ['b'] },
    ]);
    expect(layout.alone).toEqual(['a']);
    expect(layout.edges).toHaveLength(1);
  });

  it('comes to an end where a log has a circle', () => {
    const layout = layoutGraph([
      { id: 'a', dependencies: ['b'] },
      { id: 'b', dependencies: ['a'] },
    ]);
    expectTidy(layout);
    expect(layout.edges).toHaveLength(1);
  });

  it('draws through all points', () => {
    expect(
      edgePath([
        { x: 0, y: 0 },
        { x: 10, y: 4 },
      ]),
    ).toBe('M0,0C5,0 5,4 10,4');
  });
});
