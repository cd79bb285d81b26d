import type { Look } from './terminal-insides.ts';

/** xterm's mark of a colour that is one of the 16. */
const ofSixteen = 0x1000000;

const rgb = (color: number): string => `2;${(color >> 16) & 255};${(color >> 8) & 255};${color & 255}`;

const colorCodes = (base: 30 | 40, mode: number, isRgb: boolean, color: number): string => {
  if (isRgb) return `${base + 8};${rgb(color)}`;
  if (mode !== ofSixteen) return `${base + 8};5;${color}`;
  return `${color < 8 ? base + color : base + 60 + color - 8}`;
};

const underlineCodes = (look: Look): string[] => {
  if (look.isUnderline() === 0) return [];
  const style = look.getUnderlineStyle();
  const codes = [style > 1 ? `4:${style}` : '4'];
  if (look.isUnderlineColorDefault()) return codes;
  const color = look.getUnderlineColor();
  return [...codes, look.isUnderlineColorRGB() ? `58;${rgb(color)}` : `58;5;${color & 255}`];
};

/** The escape sequence that makes what is written next look so, whatever was before. */
export const lookCodes = (look: Look): string => {
  const flags: [number, string][] = [
    [look.isBold(), '1'],
    [look.isDim(), '2'],
    [look.isItalic(), '3'],
    [look.isBlink(), '5'],
    [look.isInverse(), '7'],
    [look.isInvisible(), '8'],
    [look.isStrikethrough(), '9'],
    [look.isOverline(), '53'],
  ];
  const codes = ['0', ...flags.filter(([on]) => on !== 0).map(([, code]) => code), ...underlineCodes(look)];
  if (!look.isFgDefault())
    codes.push(colorCodes(30, look.getFgColorMode(), look.isFgRGB(), look.getFgColor()));
  if (!look.isBgDefault())
    codes.push(colorCodes(40, look.getBgColorMode(), look.isBgRGB(), look.getBgColor()));
  return `\x1b[${codes.join(';')}m`;
};
