import type { InstanceId } from '@contract/ids.ts';
import { type Review, type ReviewComment, type ReviewMark, reviewLimits } from '@contract/review.ts';
import type Database from 'better-sqlite3';

export const prepareReadReview = (db: Database.Database) => {
  const marks = db.prepare(`
    SELECT nullif(path, '') AS path, nullif(hunk, '') AS hunk, verdict, tip, by, at
    FROM review_marks WHERE run = ? AND id = ? ORDER BY path, hunk`);
  const comments = db
    .prepare('SELECT data FROM review_comments WHERE run = ? AND id = ? ORDER BY seq DESC LIMIT ?')
    .pluck();
  return {
    review: (run: number, id: InstanceId): Review => ({
      id,
      marks: marks.all(run, id) as ReviewMark[],
      comments: (comments.all(run, id, reviewLimits.comments) as string[])
        .map((data): ReviewComment => JSON.parse(data))
        .reverse(),
    }),
  };
};
