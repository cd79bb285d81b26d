import { type JSX, useLayoutEffect, useRef } from 'react';
import { drawLanes } from './draw-lanes.ts';
import type { LaneBands } from './lane-bands.ts';
import type { ArrowLine } from './layout-arrows.ts';
import type { Scene } from './scene.ts';

type LanesCanvasProps = {
  readonly scene: Scene;
  readonly bands: LaneBands;
  readonly lines: readonly ArrowLine[];
};

/** The lanes, drawn anew at most once a frame. Labels, cards and the list of events tell the same in words. */
export const LanesCanvas = (props: LanesCanvasProps): JSX.Element => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  const { scene } = props;
  useLayoutEffect(() => {
    latest.current = props;
    const frame = requestAnimationFrame(() => {
      const element = canvas.current;
      const pen = element?.getContext('2d') ?? null;
      if (element === null || pen === null) return;
      const { scene: shown, bands, lines } = latest.current;
      const ratio = window.devicePixelRatio;
      const [width, height] = [Math.round(shown.width * ratio), Math.round(shown.height * ratio)];
      if (element.width !== width || element.height !== height) Object.assign(element, { width, height });
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      const before = performance.now();
      drawLanes(pen, shown, bands, lines);
      // For whoever measures: how long the last picture took.
      element.dataset.drawMs = (performance.now() - before).toFixed(2);
    });
    return () => cancelAnimationFrame(frame);
  });
  return (
    <canvas
      ref={canvas}
      className="tl-canvas"
      role="img"
      aria-label="States, messages and markers of each lane"
      style={{ width: scene.width, height: scene.height }}
    />
  );
};
