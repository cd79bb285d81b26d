import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { wrapMessage } from '@contract/envelope.ts';
import { AgentHost, type MadeCall, tokenOf } from './agent-host.ts';
import { AgentTerminal } from './agent-terminal.ts';
import { SmallMerges } from './small-merges.ts';

interface Member {
  readonly id: string;
  readonly role: string;
  readonly parent: string | null;
  readonly task: string;
  readonly folder: string;
  terminal: AgentTerminal;
  confirmed: boolean;
  state: string;
  done: boolean;
}
interface Sent {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  delivered: boolean;
}

const prefixes: Readonly<Record<string, string>> = { executive: 'exec', manager: 'mgr', specialist: 'spec' };

/** Just enough of Tutti for a play: spawns agents in terminals and worktrees, and pastes messages to them. */
export class SmallTutti {
  readonly members = new Map<string, Member>();
  readonly messages: Sent[] = [];
  readonly blockers: string[] = [];
  readonly merges = new SmallMerges((to, text) => this.send('tutti', to, text));
  readonly host: AgentHost;

  constructor(
    private readonly program: string,
    private readonly repository: string,
    private readonly worktrees: string,
  ) {
    this.host = new AgentHost((call) => this.answer(call));
  }

  /** Pastes to `id` what waits for it, once it has confirmed. */
  deliver(id: string): void {
    const member = this.members.get(id);
    if (!member?.confirmed) return;
    for (const message of this.messages.filter(({ to, delivered }) => to === id && !delivered)) {
      message.delivered = true;
      member.terminal.submit(wrapMessage(message, message.text));
    }
  }

  spawn(role: string, parent: string | null, task: string): Member {
    const siblings = [...this.members.values()].filter((one) => one.parent === parent).length;
    const path = parent === null ? [] : parent.split('_').slice(1);
    const id = [prefixes[role], ...path, siblings + 1].join('_');
    const folder = join(this.worktrees, id);
    this.git('worktree', 'add', '--quiet', '-b', `tutti/1/${id}`, folder, 'main');
    const member: Member = {
      ...{ id, role, parent, task, folder },
      ...{
        confirmed: false,
        state: 'starting',
        done: false,
        terminal: this.launch({ id, role, parent, task, folder }),
      },
    };
    this.members.set(id, member);
    return member;
  }

  launch({
    id,
    role,
    parent,
    task,
    folder,
  }: Pick<Member, 'id' | 'role' | 'parent' | 'task' | 'folder'>): AgentTerminal {
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: this.worktrees,
      TERM: 'xterm-256color',
      TUTTI_MCP_URL: this.host.mcpUrl,
      TUTTI_HOOK_URL: this.host.hookUrl,
      TUTTI_TOKEN: tokenOf(id),
      TUTTI_NONCE: `nonce-${id}`,
      TUTTI_INSTANCE_ID: id,
      TUTTI_ROLE: role,
      TUTTI_PARENT: parent ?? '',
      TUTTI_TASK: task,
    };
    return new AgentTerminal({ program: this.program, cwd: folder, env });
  }

  /** Ends its program, as a crash would, and starts it again in the same worktree. */
  restart(member: Member): void {
    member.terminal.end();
    member.confirmed = false;
    member.terminal = this.launch(member);
  }

  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.repository,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async end(): Promise<void> {
    for (const { terminal } of this.members.values()) terminal.end();
    await this.host.stop();
  }

  private answer({ id, tool, args }: MadeCall): unknown {
    const me = this.members.get(id);
    if (!me) throw new Error(`no instance ${id}`);
    const text = (name: string) => String(args[name] ?? '');
    if (tool === 'confirm') return this.confirm(me, text('nonce'));
    if (tool === 'list') return { instances: [...this.members.values()].map(plain) };
    if (tool === 'spawn') return plain(this.spawn(text('role'), id, text('task')));
    if (tool === 'mergeBranch') return this.mergeOf(me, text('id'));
    if (tool === 'listMerges') return { merges: this.merges.list() };
    if (tool === 'sendMessage') return this.send(id, text('to'), text('text'));
    if (tool === 'readMessages')
      return { messages: this.messages.filter(({ to, delivered }) => to === id && delivered) };
    if (tool === 'reportBlocker') {
      this.blockers.push(`${id}: ${text('blocker')}`);
      if (me.parent !== null) this.send(id, me.parent, `I am blocked (decision): ${text('blocker')}`);
    }
    if (tool === 'reportProgress' && args.done === true) me.done = true;
    return plain(me);
  }

  private confirm(me: Member, nonce: string): unknown {
    if (nonce !== `nonce-${me.id}`) throw new Error('that is not the nonce');
    me.confirmed = true;
    setImmediate(() => this.deliver(me.id));
    return plain(me);
  }

  private mergeOf(parent: Member, id: string): unknown {
    const child = this.members.get(id);
    if (!child) throw new Error(`no instance ${id}`);
    return this.merges.request({ of: id, source: `tutti/1/${id}`, by: parent.id, folder: parent.folder });
  }

  private send(from: string, to: string, text: string): unknown {
    const message = { id: `msg_${this.messages.length + 1}`, from, to, text, delivered: false };
    this.messages.push(message);
    setImmediate(() => this.deliver(to));
    return { id: message.id };
  }
}

const plain = ({ id, role, parent, task, state }: Member) => ({ id, role, parent, task, state });
