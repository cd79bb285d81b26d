import { type JSX, memo } from 'react';
import type { Layout } from './layout-hierarchy.ts';

/** The lines from parents to children. `lit` are the ids on the way from a root to the selection. */
export const TreeLinks = memo(function TreeLinks({
  layout,
  lit,
}: {
  readonly layout: Layout;
  readonly lit: ReadonlySet<string>;
}): JSX.Element {
  return (
    <svg className="tree-links" width={layout.width} height={layout.height} aria-hidden="true">
      {layout.links.map(({ to, path }) => (
        <path
          key={to}
          className={lit.has(to) ? 'tree-link tree-lit' : 'tree-link'}
          style={{ d: `path("${path}")` }}
        />
      ))}
    </svg>
  );
});
