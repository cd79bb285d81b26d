/** Texts that an input box, a shell or a terminal may take for something else, or change. None of them asks for anything. */
export const nastyTexts: readonly string[] = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as a shell would have it
  'single \' double " back ` and $HOME $(id) ${PATH}',
  'a semicolon at the end;',
  'tmux words: #{pane_id} #(id) %1 {start}',
  'backslashes \\ \\n \\033[31m and one at the end \\',
  '-n --help looks like options',
  'tab\there, two  spaces, trailing space ',
  'two\nlines\n\nand a blank one',
  'combining é é and ﬁ, ż́',
  'emoji 👩‍👩‍👧 🏳️‍🌈 and 漢字かな العربية',
  '/help and !ls and #note and @README.md',
  'a long line: '.repeat(80),
];
