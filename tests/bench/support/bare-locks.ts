import { openBareLog } from './bare-log.ts';
import type { Ground } from './ground.ts';

/** A lock of one of several, as the rows have it. */
interface Wish {
  readonly holder: string;
  readonly path: string;
}

/**
 * The rows of locks, written by bare better-sqlite3. Whose they are matters: the events of one instance alone all come to
 * stand at the end of one page of the index, those of fifty in fifty places.
 */
export const bareLocks = (ground: Ground) => {
  const { db, tell, next } = openBareLog(ground, 'bare-locks');
  const put = db.prepare(
    `INSERT INTO locks (run, id, position, holder, paths, mode, state, token, reason, asked_at, since)
     VALUES (1, ?, ?, ?, ?, 'exclusive', ?, ?, '', ?, ?)`,
  );
  const grant = db.prepare(
    "UPDATE locks SET state = 'held', token = ?, since = ?, lease = NULL, expires_at = NULL WHERE run = 1 AND id = ?",
  );
  const drop = db.prepare('DELETE FROM locks WHERE run = 1 AND id = ?');

  const terms = (lock: string, { holder, path }: Wish) => ({
    ...{ lock, holder, paths: [path], mode: 'exclusive', reason: '', lease: null, expiresAt: null },
  });
  const bring = db.transaction((id: string, wish: Wish, held: boolean) => {
    const { seq, at } = tell(held ? 'lock.granted' : 'lock.queued', wish.holder, terms(id, wish));
    const state = held ? 'held' : 'waiting';
    put.run(id, seq, wish.holder, JSON.stringify([wish.path]), state, held ? seq : null, at, at);
  }).immediate;
  const end = db.transaction((id: string, { holder, path }: Wish, after: (Wish & { id: string }) | null) => {
    const { seq } = tell('lock.released', holder, {
      ...{ lock: id, holder, paths: [path], token: 1, why: 'asked' },
    });
    drop.run(id);
    if (after === null) return;
    const granted = tell('lock.granted', after.holder, terms(after.id, after), seq);
    grant.run(granted.seq, granted.at, after.id);
  }).immediate;

  return {
    /** One transaction that grants a lock, one that ends it. */
    pair: (wish: Wish): void => {
      const id = `lock_${next()}`;
      bring(id, wish, true);
      end(id, wish, null);
    },
    /** Several that ask for the same, of whom each is granted it as the one before ends: two transactions each, too. */
    queue: (holders: readonly string[], path: string): void => {
      const wishes = holders.map((holder, at) => {
        const wish = { id: `lock_${next()}`, holder, path };
        bring(wish.id, wish, at === 0);
        return wish;
      });
      for (const [at, wish] of wishes.entries()) end(wish.id, wish, wishes[at + 1] ?? null);
    },
  };
};
