import { type D3ZoomEvent, select, type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from 'd3';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Box, fitScale, type Layout, legible, padding } from './layout-hierarchy.ts';

/** How much a node says: by how large it is drawn. */
export type Detail = 'shapes' | 'ids' | 'all';

/** Below these scales 12 px text falls under 8 px, and an id under 6 px: unreadable, so it is left out. */
const allFrom = 0.66;
const idsFrom = 0.4;
const scaleBounds: [number, number] = [0.05, 2];
/** Milliseconds; short enough to follow with the eyes without waiting. */
const glide = 180;

export type Canvas = {
  readonly detail: Detail;
  readonly box: Box;
  frame(area: Area): void;
  fitAll(): void;
  zoomBy(factor: number): void;
  /** Brings a place into sight, moving as little as possible. */
  reveal(area: Area): void;
};

/** A rectangle in pixels at scale 1. */
export type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export const detailAt = (scale: number): Detail =>
  scale >= allFrom ? 'all' : scale >= idsFrom ? 'ids' : 'shapes';

const calm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The transform that shows an area in the middle of a box, its upper edge first where it doesn't fit. */
export const frameOf = (area: Area, box: Box, scale: number): ZoomTransform => {
  const x = (box.width - area.width * scale) / 2 - area.x * scale;
  const spare = (box.height - area.height * scale) / 2;
  // A small tree hangs from the top rather than floating in a high panel.
  const y = Math.max(padding, Math.min(spare, padding * 2)) - area.y * scale;
  return zoomIdentity.translate(x, y).scale(scale);
};

const useBox = (ref: RefObject<HTMLElement | null>): Box => {
  const [box, setBox] = useState<Box>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => setBox({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return box;
};

type Setup = {
  readonly viewport: RefObject<HTMLDivElement | null>;
  /** What is moved and scaled. */
  readonly paper: RefObject<HTMLDivElement | null>;
};

/** Wheel pans and pinch or Ctrl with the wheel zooms, as in maps of documents; a drag on the ground pans. */
const createZoom = (viewport: HTMLElement, onMove: (transform: ZoomTransform) => void) => {
  const behavior = zoom<HTMLElement, unknown>()
    .scaleExtent(scaleBounds)
    .filter((event: MouseEvent) =>
      event.type === 'wheel' ? event.ctrlKey || event.metaKey : event.button === 0,
    )
    .on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => onMove(event.transform));
  const selection = select(viewport).call(behavior).on('dblclick.zoom', null);
  const pan = (event: WheelEvent): void => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { k } = selection.property('__zoom') as ZoomTransform;
    const [x, y] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
    behavior.translateBy(selection, -x / k, -y / k);
  };
  viewport.addEventListener('wheel', pan, { passive: false });
  return {
    behavior,
    stop: () => {
      viewport.removeEventListener('wheel', pan);
      selection.on('.zoom', null);
    },
  };
};

type Zoom = ZoomBehavior<HTMLElement, unknown>;

/** Moves there, gliding unless the person wants no motion. */
const moveTo = (viewport: HTMLElement, behavior: Zoom, transform: ZoomTransform, gliding: boolean): void => {
  const selection = select(viewport);
  if (gliding && !calm()) selection.transition().duration(glide).call(behavior.transform, transform);
  else selection.interrupt().call(behavior.transform, transform);
};

const transformOf = (viewport: HTMLElement): ZoomTransform =>
  (select(viewport).property('__zoom') as ZoomTransform | undefined) ?? zoomIdentity;

/** What a window of `box` must move by, in pixels, to show `from`..`to` along one axis. */
export const nudge = (from: number, to: number, size: number): number => {
  if (from < padding) return padding - from;
  if (to > size - padding) return Math.max(size - padding - to, padding - from);
  return 0;
};

/**
 * Pan and zoom of the graph. The transform is written to the paper's style and never to React: only a change of detail
 * renders. Until the person moves it, the picture stays fitted as instances come and the panel changes.
 */
export const useCanvas = ({ viewport, paper }: Setup, layout: Layout): Canvas => {
  const box = useBox(viewport);
  const [detail, setDetail] = useState<Detail>('all');
  const behavior = useRef<Zoom | null>(null);
  const moved = useRef(false);

  useLayoutEffect(() => {
    const element = viewport.current;
    if (element === null) return;
    const created = createZoom(element, (transform) => {
      if (paper.current !== null) {
        paper.current.style.transform = `translate(${transform.x}px, ${transform.y}px) scale(${transform.k})`;
        paper.current.style.setProperty('--tree-scale', String(transform.k));
      }
      setDetail(detailAt(transform.k));
    });
    created.behavior.on('start.moved', (event: D3ZoomEvent<HTMLElement, unknown>) => {
      if (event.sourceEvent !== null && event.sourceEvent !== undefined) moved.current = true;
    });
    const wheeled = (): void => {
      moved.current = true;
    };
    element.addEventListener('wheel', wheeled, { passive: true });
    behavior.current = created.behavior;
    return () => {
      element.removeEventListener('wheel', wheeled);
      created.stop();
    };
  }, [viewport, paper]);

  const { width, height } = layout;
  const whole = useMemo<Area>(() => ({ x: 0, y: 0, width, height }), [width, height]);

  useEffect(() => {
    const element = viewport.current;
    if (element === null || behavior.current === null || box.width === 0 || moved.current) return;
    const scale = Math.max(legible, fitScale(whole, box, padding));
    const wide = whole.width * scale > box.width;
    const transform = frameOf(wide ? { ...whole, width: box.width / scale } : whole, box, scale);
    moveTo(element, behavior.current, transform, false);
  }, [viewport, whole, box]);

  const go = (transform: ZoomTransform): void => {
    if (viewport.current !== null && behavior.current !== null)
      moveTo(viewport.current, behavior.current, transform, true);
  };
  const frame = (area: Area): void => {
    moved.current = true;
    go(frameOf(area, box, Math.max(scaleBounds[0], fitScale(area, box, padding))));
  };
  return {
    detail,
    box,
    frame,
    fitAll: () => {
      frame(whole);
      // Fitted again by itself from here on, where it can be read.
      moved.current = fitScale(whole, box, padding) < legible;
    },
    zoomBy: (factor) => {
      moved.current = true;
      if (viewport.current !== null) {
        behavior.current?.scaleBy(select<HTMLElement, unknown>(viewport.current), factor);
      }
    },
    reveal: (area) => {
      if (viewport.current === null || box.width === 0) return;
      const { x, y, k } = transformOf(viewport.current);
      const right = nudge(x + area.x * k, x + (area.x + area.width) * k, box.width);
      const down = nudge(y + area.y * k, y + (area.y + area.height) * k, box.height);
      if (right !== 0 || down !== 0) go(zoomIdentity.translate(x + right, y + down).scale(k));
    },
  };
};
