/** What the person thinks of an instance's work. A mark of a whole file has no `hunk`, one of all of the work no `path` either: ''. */
export const review = `
  CREATE TABLE review_marks (
    run INTEGER NOT NULL,
    id TEXT NOT NULL,
    path TEXT NOT NULL,
    hunk TEXT NOT NULL,
    verdict TEXT NOT NULL,
    tip TEXT NOT NULL,
    by TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (run, id, path, hunk)
  ) STRICT;

  CREATE TABLE review_comments (
    seq INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    id TEXT NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX review_comments_by_instance ON review_comments (run, id, seq);
`;
