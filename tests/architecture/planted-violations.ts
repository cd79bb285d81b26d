/** Path and text of each file. */
type Files = Record<string, string>;

/** A small house that keeps every rule, and uses every kind of import that the real one uses. */
export const cleanTree: Files = {
  'src-preload/contract/ids.ts': "import { z } from 'zod';\nexport const id = z.string();\n",
  'src-preload/contract/verbs.ts': "import { id } from './ids.ts';\nexport type Id = typeof id;\n",
  'src-preload/bridge.ts': "import { contextBridge } from 'electron';\nvoid contextBridge;\n",
  'src-main/core/model/state.ts': "import type { Id } from '@contract/verbs.ts';\nexport type State = Id;\n",
  'src-main/core/ports/clock.ts':
    "import type { State } from '../model/state.ts';\nexport type Clock = State;\n",
  'src-main/core/hierarchy/prompt.md': '# Role\n',
  'src-main/core/hierarchy/spawn.ts':
    "import text from './prompt.md?raw';\nimport type { Clock } from '../ports/clock.ts';\nexport const spawn = (clock: Clock) => text + clock;\n",
  'src-main/adapters/git/run.ts':
    "import { execFile } from 'node:child_process';\nimport type { Clock } from '../../core/ports/clock.ts';\nexport const run = (c: Clock) => [execFile, c];\n",
  'src-main/adapters/sqlite/open.ts':
    "import Database from 'better-sqlite3';\nexport const open = () => Database;\n",
  'src-main/adapters/agents/rehearsal/main.ts': "import { id } from '@contract/ids.ts';\nvoid id;\n",
  'src-main/hosts/headless/main.ts':
    "import { open } from '../../adapters/sqlite/open.ts';\nimport { run } from '../../adapters/git/run.ts';\nimport { spawn } from '../../core/hierarchy/spawn.ts';\nvoid [open, run, spawn];\n",
  'src-main/hosts/desktop/main.ts': "import { app } from 'electron';\nvoid app;\n",
  'src-renderer/design/badge.tsx': 'export const Badge = () => <b>badge</b>;\n',
  'src-renderer/tasks/index.tsx':
    "import { useState } from 'react';\nimport { Badge } from '../design/badge.tsx';\nexport const Tasks = () => <Badge key={String(useState(0))} />;\n",
  'src-renderer/app/main.tsx':
    "import { id } from '@contract/ids.ts';\nimport { Tasks } from '../tasks/index.tsx';\nvoid [id, Tasks];\n",
};

interface Planted {
  rule: string;
  /** The file that must be reported. */
  from: string;
  files: Files;
}

/** What a planted file needs beside it. */
const companions: Record<string, Files> = {
  'no-cycles': { 'src-main/core/model/ring-b.ts': "import './ring-a.ts';\n" },
  'rehearsal-is-a-program': { 'src-main/adapters/agents/profiles.ts': 'export const profiles = [];\n' },
  'no-tests-in-the-app': { 'tests/support/fake.ts': 'export const fake = 1;\n' },
};

/** For each rule imports that break it, as path and text: one for each side that the rule has. */
const breaches: Record<string, [path: string, text: string][]> = {
  'no-cycles': [['src-main/core/model/ring-a.ts', "import './ring-b.ts';"]],
  resolvable: [['src-main/hosts/headless/lost.ts', "import './nowhere.ts';"]],
  'core-is-pure': [
    ['src-main/core/hierarchy/reads-files.ts', "import { readFileSync } from 'node:fs';"],
    ['src-main/core/hierarchy/uses-package.ts', "import { parse } from 'yaml';"],
    ['src-main/core/hierarchy/type-of-package.ts', "import type { Database } from 'better-sqlite3';"],
    ['src-main/core/hierarchy/type-in-place.ts', "export type X = import('node:fs').Stats;"],
    ['src-main/core/hierarchy/late.ts', "export const late = () => import('../../adapters/git/run.ts');"],
  ],
  'model-before-ports': [['src-main/core/model/knows-port.ts', "export * from '../ports/clock.ts';"]],
  'contract-is-alone': [
    ['src-preload/contract/uses-node.ts', "import { join } from 'node:path';"],
    ['src-preload/contract/uses-core.ts', "import type { State } from '../../src-main/core/model/state.ts';"],
  ],
  'renderer-sees-the-contract': [
    ['src-renderer/tasks/uses-core.ts', "import type { State } from '../../src-main/core/model/state.ts';"],
    ['src-renderer/tasks/uses-bridge.ts', "import '../../src-preload/bridge.ts';"],
  ],
  'renderer-is-a-page': [['src-renderer/tasks/uses-node.ts', "import { join } from 'node:path';"]],
  'renderer-packages': [
    ['src-renderer/tasks/uses-pty.ts', "import { spawn } from 'node-pty';"],
    ['src-renderer/tasks/uses-headless.ts', "import { Terminal } from '@xterm/headless';"],
  ],
  'features-are-apart': [
    ['src-renderer/review/uses-tasks.tsx', "import { Tasks } from '../tasks/index.tsx';"],
  ],
  'shared-knows-no-feature': [
    ['src-renderer/design/uses-tasks.tsx', "import { Tasks } from '../tasks/index.tsx';"],
    ['src-renderer/connection/uses-app.tsx', "import '../app/main.tsx';"],
  ],
  'adapters-are-apart': [['src-main/adapters/mcp/uses-git.ts', "import { run } from '../git/run.ts';"]],
  'hosts-wire': [['src-main/core/hierarchy/uses-git.ts', "import { run } from '../../adapters/git/run.ts';"]],
  'adapters-know-no-host': [['src-main/adapters/mcp/uses-host.ts', "import '../../hosts/headless/main.ts';"]],
  'rehearsal-is-a-program': [
    ['src-main/adapters/agents/rehearsal/uses-profiles.ts', "import '../profiles.ts';"],
  ],
  'programs-are-started': [
    ['src-main/hosts/headless/uses-rehearsal.ts', "import '../../adapters/agents/rehearsal/main.ts';"],
  ],
  'electron-in-two-places': [['src-main/adapters/mcp/uses-electron.ts', "import { app } from 'electron';"]],
  'bridge-hands-over-a-port': [
    ['src-preload/bridge.ts', "import { contextBridge } from 'electron';\nimport 'zod';"],
  ],
  'no-tests-in-the-app': [
    ['src-main/hosts/headless/uses-tests.ts', "import '../../../tests/support/fake.ts';"],
  ],
  'no-orphans': [['src-main/hosts/headless/alone.ts', 'export const alone = 1;']],
};

export const plantedViolations: Record<string, Planted[]> = Object.fromEntries(
  Object.entries(breaches).map(([rule, sides]) => [
    rule,
    sides.map(([from, text]) => ({ rule, from, files: { [from]: text, ...companions[rule] } })),
  ]),
);
