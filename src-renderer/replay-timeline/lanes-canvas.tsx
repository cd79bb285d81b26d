import { type JSX, type PointerEvent, useLayoutEffect, useRef } from 'react';
import { drawLanes, type Scene } from './draw-lanes.ts';
import { readColours } from './timeline-colours.ts';

type LanesCanvasProps = Omit<Scene, 'colours'> & {
  onPoint(at: { readonly x: number; readonly y: number } | null): void;
  onPress(at: { readonly x: number; readonly y: number }): void;
};

const placeOf = ({ nativeEvent }: PointerEvent) => ({ x: nativeEvent.offsetX, y: nativeEvent.offsetY });

/** The lanes, drawn anew at most once a frame. The list of events tells the same in words. */
export const LanesCanvas = ({ onPoint, onPress, ...scene }: LanesCanvasProps): JSX.Element => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(scene);
  useLayoutEffect(() => {
    latest.current = scene;
    const frame = requestAnimationFrame(() => {
      const element = canvas.current;
      const pen = element?.getContext('2d') ?? null;
      if (element === null || pen === null) return;
      const ratio = window.devicePixelRatio;
      const [width, height] = [Math.round(scene.width * ratio), Math.round(scene.height * ratio)];
      if (element.width !== width || element.height !== height) Object.assign(element, { width, height });
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawLanes(pen, { ...latest.current, colours: readColours(element) });
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
      onPointerMove={(event) => onPoint(placeOf(event))}
      onPointerLeave={() => onPoint(null)}
      onPointerDown={(event) => onPress(placeOf(event))}
    />
  );
};
