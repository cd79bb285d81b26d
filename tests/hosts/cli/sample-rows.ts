import type { Instance } from '@contract/instances.ts';
import type { Message } from '@contract/messages.ts';

/** An instance as a host tells of it; its role is read off its id. */
export const instance = (id: string, parent: string | null, more: Partial<Instance> = {}): Instance => ({
  id,
  run: 1,
  role: id.startsWith('exec') ? 'executive' : id.startsWith('mgr') ? 'manager' : 'specialist',
  parent,
  profile: 'shell',
  scripted: false,
  task: `task of ${id}`,
  state: 'ready',
  witness: 'tool',
  reason: 'confirmed',
  since: Date.now() - 65_000,
  evidence: '',
  spawnedAt: 1,
  incarnation: 1,
  pid: 1,
  pane: '%1',
  cwd: '/',
  branch: null,
  size: { cols: 80, rows: 24 },
  exit: null,
  progress: null,
  todos: [],
  blocker: null,
  question: null,
  session: null,
  used: {},
  tool: null,
  files: { count: 0, last: [] },
  limit: null,
  ...more,
});

/** A message as a host tells of it. */
export const message = (more: Partial<Message> = {}): Message => ({
  id: 'msg_1',
  run: 1,
  from: 'person',
  to: 'exec_1',
  preview: 'x',
  length: 1,
  state: 'queued',
  attempts: 0,
  storedAt: 1,
  since: 1,
  witness: null,
  reason: '',
  replyTo: null,
  ...more,
});
