import type { Actor } from '@contract/events.ts';
import type { Party } from '@contract/ids.ts';
import type { ReviewComment } from '@contract/review.ts';
import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

/** Tutti itself reviews nothing: what is no instance's is the person's. */
const authorOf = (actor: Actor): Party => (actor.kind === 'instance' ? actor.id : 'person');

const mark = (db: Database.Database): Projector<'review.marked'> => {
  // Of a whole file (no hunk) those of its hunks go, too; of all of the work (no path) every one.
  const clear = db.prepare(`
    DELETE FROM review_marks WHERE run = @run AND id = @id
      AND (@path = '' OR (path = @path AND (@hunk = '' OR hunk = @hunk)))`);
  const put = db.prepare(`
    INSERT INTO review_marks (run, id, path, hunk, verdict, tip, by, at)
    VALUES (@run, @id, @path, @hunk, @verdict, @tip, @by, @at)`);
  return ({ run, at, actor, data: { id, tip, marks } }) => {
    for (const { path, hunk, verdict } of marks) {
      const place = { run, id, path: path ?? '', hunk: hunk ?? '' };
      clear.run(place);
      if (verdict !== null) put.run({ ...place, verdict, tip, at, by: authorOf(actor) });
    }
  };
};

const comment = (db: Database.Database): Projector<'review.commented'> => {
  const put = db.prepare('INSERT INTO review_comments (seq, run, id, data) VALUES (?, ?, ?, ?)');
  return ({ seq, run, at, actor, data: { id, ...told } }) => {
    const kept: ReviewComment = { ...told, by: authorOf(actor), at };
    put.run(seq, run, id, JSON.stringify(kept));
  };
};

export const reviewProjectors = (db: Database.Database) => ({
  'review.marked': mark(db),
  'review.commented': comment(db),
});
