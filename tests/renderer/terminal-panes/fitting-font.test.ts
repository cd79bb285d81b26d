import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FontFitter } from '../../../src-renderer/terminal-panes/fitting-font.ts';

/** What fits into a room of so many pixels. */
const fittingIn = (width: number, height: number, font: number) => ({
  cols: Math.max(2, Math.floor(width / (Math.round(font * 0.6 * 10) / 10))),
  rows: Math.max(1, Math.floor(height / Math.ceil(font * 1.2))),
});

test('letters come to a size at which all of a terminal is seen, or to the smallest, and stay there', () => {
  const room = fc.record({
    width: fc.integer({ min: 200, max: 2000 }),
    height: fc.integer({ min: 100, max: 1500 }),
  });
  const size = fc.record({ cols: fc.integer({ min: 20, max: 250 }), rows: fc.integer({ min: 5, max: 90 }) });
  fc.assert(
    fc.property(
      room,
      size,
      fc.integer({ min: 8, max: 24 }),
      fc.nat(18),
      ({ width, height }, of, chosen, less) => {
        // It begins at the person's choice, or smaller, where it had less room before.
        const from = Math.max(6, chosen - less);
        const fitter = new FontFitter();
        const next = (font: number, room: string) =>
          fitter.next(room, { size: of, fitting: fittingIn(width, height, font), font, chosen });
        let font = from;
        for (let steps = 0; steps < 40; steps += 1) font = next(font, 'here');
        expect(next(font, 'here')).toBe(font);
        expect(font).toBeLessThanOrEqual(chosen);
        const fits = fittingIn(width, height, font);
        if (font > 6) expect(fits.cols >= of.cols && fits.rows >= of.rows).toBe(true);
      },
    ),
  );
});
