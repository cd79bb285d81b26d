import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ok } from '@contract/result.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import { onTestFinished } from 'vitest';
import { writeHooks } from '../../../../src-main/adapters/git/hooks/write-hooks.ts';
import { gitHooksSetting } from '../../../../src-main/core/hierarchy/git-hooks-setting.ts';
import type { Caller } from '../../../../src-main/core/model/caller.ts';
import type { CommitRules } from '../../../../src-main/core/model/leaks/commit-rules.ts';
import { serveSocket } from '../../../../src-main/hosts/local-socket/serve-socket.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { got, repository } from '../support.ts';

type Asked = VerbParsed<'locks.check'>;
type Checked = VerbOutput<'locks.check'>;

const instance: Caller = { kind: 'instance', id: 'spec_1', run: 1, door: 'cli' };

/** A host that knows which paths are held, and nothing else. */
const serveLocks = async (path: string, held: ReadonlySet<string>) => {
  const asked: Asked[] = [];
  const refused: VerbParsed<'commits.refused'>[] = [];
  const answer = (input: Asked): Checked => {
    asked.push(input);
    const found = input.paths.filter((name) => held.has(name));
    const named = found.map((name) => ({
      path: name,
      holder: 'spec_2',
      mode: 'exclusive' as const,
      lock: 'lock_1',
    }));
    return { held: named.slice(0, 20), count: found.length };
  };
  const served = got(
    await serveSocket({
      path,
      version: '0',
      log: memoryLog(),
      identify: (token) => (token === 'its token' ? instance : null),
      enter: () => ({
        rooms: {
          call: async (_caller, verb, input) => {
            if (verb !== 'commits.refused') return ok(answer(input as Asked)) as never;
            refused.push(input as VerbParsed<'commits.refused'>);
            return ok({}) as never;
          },
          follow: () => ({ ok: false, error: { code: 'unsupported', message: '', remedy: '' } }),
        },
        leave: () => undefined,
      }),
    }),
  );
  return { asked, refused, close: () => served.close() };
};

export interface Ended {
  readonly code: number | null;
  readonly err: string;
  readonly out: string;
}

/** A worktree of Tutti's in which git finds its hooks, as in an instance's pane. */
export const hookedWorktree = async (commitCheck: string) => {
  const made = repository();
  mkdirSync(made.stateFolder, { recursive: true });
  const { path: folder } = got(await made.worktrees().add({ run: 1, name: 'spec_1', from: 'main' }));
  const held = new Set<string>();
  const socket = join(made.base, 'host.sock');
  const host = await serveLocks(socket, held);
  let open = true;
  const close = async () => {
    if (open) await host.close();
    open = false;
  };
  onTestFinished(close);
  const rulesFile = join(made.base, 'commit-rules.json');
  const hooks = await writeHooks(made.stateFolder, made.root, made.env);
  const env: Record<string, string> = {
    ...made.env,
    ...gitHooksSetting(
      {
        folder: hooks,
        env: {
          TUTTI_COMMIT_CHECK: commitCheck,
          TUTTI_WORKTREES: join(realpathSync(made.stateFolder), 'worktrees'),
          TUTTI_SOCKET: socket,
          TUTTI_COMMIT_RULES: rulesFile,
        },
      },
      made.env,
    ),
    TUTTI_NODE: process.execPath,
    TUTTI_TOKEN: 'its token',
    GIT_EDITOR: 'true',
  };
  /** Beside this process, since the host that the hook asks is in it. */
  const git = (...args: string[]): Promise<Ended> => gitIn(folder, args);
  const gitIn = (cwd: string, args: readonly string[], more: Record<string, string> = {}): Promise<Ended> =>
    new Promise((resolve) => {
      execFile('git', args, { cwd, env: { ...env, ...more }, encoding: 'utf8' }, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      });
    });
  const write = (file: string, text: string | Buffer = 'text\n') => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const rules = (set: Partial<CommitRules>) =>
    writeFileSync(rulesFile, JSON.stringify({ maxMegabytes: 50, secrets: 'refuse', allow: [], ...set }));
  return { outside: made, folder, env, held, host, close, hooks, git, gitIn, write, rules };
};

export const script = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
};
