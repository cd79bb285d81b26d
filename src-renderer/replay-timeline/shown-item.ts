import type { RecordedItem } from '@contract/recordings.ts';
import type { TerminalItem } from '@contract/terminals.ts';

/** What a follower of a terminal is told of a record; null: nothing that is seen. */
export const shownItem = ({ record, offset }: RecordedItem): TerminalItem | null => {
  switch (record.kind) {
    case 'output':
      return { kind: 'output', offset, bytes: record.bytes };
    case 'inject':
      return { kind: 'output', offset, bytes: new TextEncoder().encode(record.data) };
    case 'resized':
      return { kind: 'resized', size: record.size };
    case 'blank':
      return { kind: 'snapshot', offset, size: record.size, data: '' };
    case 'gap':
      return { kind: 'gap', reason: record.reason };
    case 'ended':
      return { kind: 'ended', reason: record.reason };
    case 'typed':
    case 'typedCount':
      return null;
    default:
      return record satisfies never;
  }
};

export const bytesOf = (item: TerminalItem): number => (item.kind === 'output' ? item.bytes.length : 0);
