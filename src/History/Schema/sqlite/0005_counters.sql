-- The last number given out: once old alarms are deleted, the highest in the table need not be the last.
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO counters SELECT 'alarms', coalesce(max(cursor), 0) FROM alarms;
