import type Database from 'better-sqlite3';
import type { SecretChange } from '../../core/ports/store.ts';

/** Writes what must not stand in an event: hashes of tokens and nonces. */
export const prepareSecrets = (db: Database.Database): ((change: SecretChange) => void) => {
  const token = db.prepare(
    `INSERT INTO tokens (run, id, hash) VALUES (@run, @id, @hash)
     ON CONFLICT (run, id) DO UPDATE SET hash = excluded.hash`,
  );
  const nonce = db.prepare(
    'INSERT OR REPLACE INTO nonces (run, id, incarnation, hash, deadline) VALUES (@run, @id, @incarnation, @hash, @deadline)',
  );
  const used = db.prepare('DELETE FROM nonces WHERE run = @run AND id = @id');
  const write = { token, nonce, 'nonce-used': used };
  return (change) => void write[change.kind].run(change);
};
