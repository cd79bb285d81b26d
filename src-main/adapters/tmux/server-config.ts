/**
 * Lines a pane keeps in the server for `capture`: enough to scroll back to the last step of an agent after a host was
 * restarted; the whole stream is in the recording. 100 panes of 100 columns cost about 100 MB when they are full.
 */
const HISTORY_LINES = 5000;

/** The window that keeps the session alive when no instance runs, and through which the server tells of dead panes. */
export const KEEPER_NAME = 'keeper';

/**
 * The options of a project's server, one command a line: its configuration file, and sent again to a server that an
 * earlier host started. `-q` where tmux 3.2 has no such option.
 */
export function serverConfig(terminfo: string): readonly string[] {
  return [
    'set-option -s exit-empty off',
    'set-option -s escape-time 0',
    'set-option -s focus-events on',
    `set-option -s default-terminal ${terminfo}`,
    'set-option -g destroy-unattached off',
    'set-option -g update-environment ""',
    `set-option -g history-limit ${HISTORY_LINES}`,
    'set-option -g status off',
    'set-option -g set-titles off',
    // A table without keys: in a client that a person attaches, none changes windows under the host. (`unbind-key -a` fails
    // where it was run before.)
    'set-option -g key-table tutti',
    'set-option -g prefix none',
    'set-option -g prefix2 none',
    'set-option -g mouse off',
    'set-option -g visual-activity off',
    'set-option -g visual-bell off',
    'set-option -g bell-action none',
    'set-option -gw remain-on-exit on',
    'set-option -gwq remain-on-exit-format ""',
    'set-option -gw allow-rename off',
    'set-option -gw automatic-rename off',
    'set-option -gw monitor-activity off',
    'set-option -gw monitor-bell off',
  ];
}
