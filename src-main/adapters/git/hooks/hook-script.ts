/** What a commit's check ends with when the commit must not be made; whatever else it ends with is no refusal. */
export const refusedCode = 9;

/**
 * Every hook in Tutti's folder: the check where it belongs, then the person's own hook of that name, with the same arguments, input and
 * folder. Constant: all paths come by the environment, so nothing of them is read as a command.
 */
export const hookScript = `#!/bin/sh
# One of Tutti's, for its own worktrees: git's setting core.hooksPath points here in an instance's environment alone.
name=\${0##*/}
here=\${0%/*}

case $name in
pre-commit | pre-merge-commit)
  case $(pwd -P)/ in
  "\${TUTTI_WORKTREES:-//}"/*)
    if [ -x "$TUTTI_NODE" ] && [ -f "$TUTTI_COMMIT_CHECK" ]; then
      ELECTRON_RUN_AS_NODE=1 "$TUTTI_NODE" "$TUTTI_COMMIT_CHECK" </dev/null
      [ $? -ne ${refusedCode} ] || exit 1
    else
      echo "tutti: what is committed could not be looked at; the commit is made." >&2
    fi
    ;;
  esac
  ;;
esac

# Where git would have looked without Tutti. The letter keeps newlines at the end of a folder's name.
own=$(GIT_CONFIG_PARAMETERS='' git rev-parse --git-path hooks && printf x) || exit 0
own=\${own%?x}
[ "$own" != "$here" ] && [ -f "$own/$name" ] && [ -x "$own/$name" ] || exit 0
case $own in
/*) ;;
*) own=./$own ;;
esac
exec "$own/$name" "$@"
`;

/**
 * The hooks that git runs on the side of who commits. Those of a repository that is pushed to are run without the pusher's settings,
 * so that Tutti's are never asked; and that one of them exists changes what a push does.
 */
export const hookNames = [
  'applypatch-msg',
  'pre-applypatch',
  'post-applypatch',
  'pre-commit',
  'pre-merge-commit',
  'prepare-commit-msg',
  'commit-msg',
  'post-commit',
  'pre-rebase',
  'post-checkout',
  'post-merge',
  'pre-push',
  'pre-auto-gc',
  'post-rewrite',
  'sendemail-validate',
] as const;

/** Run several times by every command that writes: there only where the person has them, or each would cost all others time. */
export const frequentHookNames = ['reference-transaction', 'post-index-change'] as const;
