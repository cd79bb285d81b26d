import type { TuttiEvent } from '@contract/events.ts';
import type { Entry } from './turns.ts';

export interface TimedEntry extends Entry {
  readonly at: number;
}

type Created = Extract<TuttiEvent, { kind: 'task.created' }>['data'];

/** What a run's events tell of what its instances were told, said and did, and of their tasks' words. */
export class Conversations {
  readonly tasks = new Map<string, Created>();
  readonly #entries = new Map<string, TimedEntry[]>();
  readonly #texts = new Map<string, string>();
  /** Where each instance's CLI keeps its conversations, since when. */
  readonly transcripts = new Map<string, { readonly at: number; readonly file: string }[]>();
  readonly commits = new Map<string, { readonly at: number; readonly hash: string }[]>();

  entriesOf(instance: string): readonly TimedEntry[] {
    return this.#entries.get(instance) ?? [];
  }

  take(event: TuttiEvent): void {
    switch (event.kind) {
      case 'task.created':
        this.tasks.set(event.data.task, event.data);
        break;
      case 'task.edited': {
        const known = this.tasks.get(event.data.task);
        if (known !== undefined)
          this.tasks.set(event.data.task, { ...known, ...event.data.changes } as Created);
        break;
      }
      case 'message.stored':
        this.#stored(event);
        break;
      case 'message.accepted': {
        const text = this.#texts.get(event.data.message) ?? '';
        this.#add(event.data.to, event, { kind: 'prompt', text });
        break;
      }
      case 'instance.worked':
        this.#worked(event);
        break;
      case 'instance.conversed':
        if (event.data.transcript !== null)
          listOf(this.transcripts, event.data.id).push({ at: event.at, file: event.data.transcript });
        break;
      case 'instance.committed':
        listOf(this.commits, event.data.id).push({ at: event.at, hash: event.data.commit.hash });
        break;
      default:
    }
  }

  #stored(event: Extract<TuttiEvent, { kind: 'message.stored' }>): void {
    const { message, from, to, text } = event.data;
    this.#texts.set(message, text);
    if (from === 'person' || from === 'tutti') return;
    const input = JSON.stringify({ to, text });
    this.#add(from, event, { kind: 'tool', text: input, call: message, tool: 'sendMessage' });
    this.#add(from, event, { kind: 'result', text: `It is ${message}.`, call: message });
  }

  #worked({ at, data }: Extract<TuttiEvent, { kind: 'instance.worked' }>): void {
    const { call, tool, status, summary, files } = data.use;
    const failed = status === 'failed';
    if (status === 'started')
      this.#add(data.id, { at }, { kind: 'tool', text: JSON.stringify({ summary, files }), call, tool });
    else
      this.#add(
        data.id,
        { at },
        { kind: 'result', text: failed ? 'It failed.' : 'It is done.', call, failed },
      );
  }

  #add(
    whose: string,
    { at }: { readonly at: number },
    entry: Partial<Entry> & Pick<Entry, 'kind' | 'text'>,
  ): void {
    listOf(this.#entries, whose).push({ call: null, tool: null, failed: false, ...entry, at });
  }
}

const listOf = <T>(lists: Map<string, T[]>, key: string): T[] => {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const made: T[] = [];
  lists.set(key, made);
  return made;
};
