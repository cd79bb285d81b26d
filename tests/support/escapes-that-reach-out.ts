const esc = '\u001b';
const bel = '\u0007';
const end = `${esc}\\`;

/** "the person's clipboard" in base64. */
const stolen = Buffer.from('put there by a recording').toString('base64');

/** What a program can send to a terminal that does more than draw. */
export const escapesThatReachOut: readonly { readonly name: string; readonly sequence: string }[] = [
  { name: 'a title', sequence: `${esc}]0;taken over${bel}` },
  { name: 'a window’s title', sequence: `${esc}]2;taken over${end}` },
  { name: 'an icon’s name', sequence: `${esc}]1;taken over${end}` },
  { name: 'a folder', sequence: `${esc}]7;file://evil.example/etc${end}` },
  { name: 'the clipboard, written', sequence: `${esc}]52;c;${stolen}${bel}` },
  { name: 'the clipboard, asked for', sequence: `${esc}]52;c;?${bel}` },
  { name: 'a notification of iTerm', sequence: `${esc}]9;taken over${bel}` },
  { name: 'progress', sequence: `${esc}]9;4;1;50${bel}` },
  { name: 'a notification of kitty', sequence: `${esc}]99;i=1:d=0;taken over${end}` },
  { name: 'a notification of urxvt', sequence: `${esc}]777;notify;taken;over${end}` },
  { name: 'a file of iTerm', sequence: `${esc}]1337;File=name=eC50eHQ=;inline=0:${stolen}${bel}` },
  { name: 'a program’s own profile', sequence: `${esc}]1337;SetProfile=x${bel}` },
  { name: 'a sixel image', sequence: `${esc}Pq#0;2;0;0;0~~@@vv${end}` },
  { name: 'a window that moves', sequence: `${esc}[3;0;0t${esc}[8;10;10t${esc}[2t` },
  { name: 'a question for its title', sequence: `${esc}[21t` },
  {
    name: 'questions for its kind',
    sequence: `${esc}[c${esc}[>c${esc}[6n${esc}P$qm${end}${esc}P+q544e${end}`,
  },
  { name: 'keys of its own', sequence: `${esc}P2;1|17/68656c6c6f${end}` },
  { name: 'a string for the application', sequence: `${esc}_Gf=24,s=1,v=1;AAAA${end}` },
  {
    name: 'reports of the mouse and of the focus',
    sequence: `${esc}[?1000h${esc}[?1006h${esc}[?1004h${esc}[?2031h`,
  },
];
