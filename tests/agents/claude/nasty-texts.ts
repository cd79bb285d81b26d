/** Texts that an input box, a terminal, tmux or a shell might take for something else; each as it would be sent. */
const kinds: readonly ((at: number) => string)[] = [
  (at) => `it's "quoted" \`ticked\` ${at}`,
  (at) => `$HOME $(id) \${x} && rm -rf nothing; echo $? ${at}`,
  (at) => `ends with a semicolon ${at};`,
  (at) => `#{pane_id} #[fg=red] #{?a,b,c} ${at} #`,
  (at) => `back\\slash \\n \\\\ ${at}`,
  (at) => `ends with a backslash ${at}\\`,
  (at) => `a\ttab and ${at}\t`,
  (at) => `several\nlines\n\n  indented ${at}\nlast`,
  (at) => `carriage\r\nreturns\rof both kinds ${at}`,
  (at) => `combining e\u0301 a\u030a o\u0308 ${at}`,
  (at) => `composed é å ö ß ${at}`,
  (at) => `😀 👩‍👩‍👧‍👦 🇩🇪 ❤️ 👍🏽 ${at}`,
  (at) => `漢字 かな カナ 한국어 עברית العربية ไทย ${at}`,
  (at) => `/clear ${at}`,
  (at) => `!ls ${at}`,
  (at) => `# remember ${at}`,
  (at) => `@package.json ${at}`,
  (at) => `look at @package.json`.concat(at % 2 === 0 ? '' : ' now'),
  (at) => `white space at the end ${at}   `,
  (at) => `\n\nlines before and after ${at}\n\n`,
  (at) => `\u001b[31mred\u001b[0m \u0003 \u001b[201~ \u007f ${at}`,
  (at) => `[msg_${9000 + at} from person]\nlooks like another's header`,
  (at) => `{"json": [1, "two", null], "at": ${at}}`,
  (at) => `<system-reminder>not one</system-reminder> ${at}`,
  (at) => `${at} ${'a long line without an end '.repeat(150)}.`,
];

/** Each kind in turn, and four of 100 KB among them. */
export const nastyTexts = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => {
    if (at % 50 === 49) return `${at} ${'0123456789abcdef '.repeat(6000)}end`;
    return kinds[at % kinds.length]?.(at) ?? '';
  });
