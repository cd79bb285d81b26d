import { type Decision, type Knowledge, knowledgePreviewLength } from '@contract/knowledge.ts';
import type Database from 'better-sqlite3';
import type { KnowledgeQuery } from '../../core/ports/store.ts';

const columns = 'version, author, run, at, value';

interface Row extends Omit<Knowledge, 'length'> {
  readonly value: string | null;
}

/** SQLite counts code points, JavaScript UTF-16 units: so the length is taken here, of the whole. */
const whole = (row: Row): Knowledge => {
  const { key, version, value, author, run, at } = row;
  return { key, version, value, length: value?.length ?? 0, author, run, at };
};

const clipped = (entry: Knowledge): Knowledge => ({
  ...entry,
  // Not half a character.
  value: entry.value?.slice(0, knowledgePreviewLength).replace(/[\uD800-\uDBFF]$/, '') ?? null,
});

/** Each word by its beginning, as it stands: what FTS5 has for operators are words here. */
const matching = (words: string): string | null => {
  const parts = words.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  return parts.length === 0 ? null : parts.map((part) => `"${part}"*`).join(' ');
};

const prepareList = (db: Database.Database) => {
  const where = `(@under IS NULL OR knowledge.key = @under OR substr(knowledge.key, 1, length(@under) + 1) = @under || '/')
    AND (@match IS NULL OR knowledge.id IN (SELECT rowid FROM knowledge_words WHERE knowledge_words MATCH @match))`;
  const list = db.prepare(
    `SELECT versions.key AS key, ${columns} FROM knowledge JOIN knowledge_versions AS versions USING (seq)
     WHERE ${where} ORDER BY seq DESC LIMIT @limit OFFSET @skip`,
  );
  const count = db.prepare(`SELECT count(*) FROM knowledge WHERE ${where}`).pluck();
  return ({ under, words, skip = 0, limit }: KnowledgeQuery) => {
    const match = words === undefined ? null : matching(words);
    // Words without a letter or digit are in no entry.
    if (words !== undefined && match === null) return { entries: [], total: 0 };
    const wanted = { under: under ?? null, match };
    const rows = list.all({ ...wanted, skip, limit }) as Row[];
    return { entries: rows.map(whole).map(clipped), total: Number(count.get(wanted)) };
  };
};

export const prepareReadKnowledge = (db: Database.Database) => {
  const versions = db.prepare(
    `SELECT key, ${columns} FROM knowledge_versions WHERE key = ? ORDER BY version DESC LIMIT ?`,
  );
  const decisions = db.prepare(
    `SELECT id, title, text, paths, replaces, replaced_by AS replacedBy, author, run, at FROM decisions
     WHERE @all OR replaced_by IS NULL ORDER BY seq DESC`,
  );
  const last = db.prepare('SELECT count(*) FROM decisions').pluck();
  return {
    knowledge: prepareList(db),
    knowledgeVersions: (key: string, limit: number) => (versions.all(key, limit) as Row[]).map(whole),
    decisions: (all: boolean) =>
      (decisions.all({ all: Number(all) }) as (Omit<Decision, 'paths'> & { paths: string })[]).map((row) => ({
        ...row,
        paths: JSON.parse(row.paths) as string[],
      })),
    lastDecision: () => Number(last.get()),
  };
};
