-- A patient's audio pause: all four, or none.
ALTER TABLE patients ADD COLUMN audio_paused_until INTEGER;
ALTER TABLE patients ADD COLUMN audio_paused_by TEXT;
ALTER TABLE patients ADD COLUMN audio_paused_at INTEGER;
ALTER TABLE patients ADD COLUMN audio_pause_covers INTEGER;

-- What is wrong with a beat's raw samples: 1 noisy, 2 clipped, 4 flat, added up.
ALTER TABLE beats ADD COLUMN quality INTEGER NOT NULL DEFAULT 0;

CREATE INDEX alarms_by_onset ON alarms (patient, onset_at);

-- What people did.
CREATE TABLE acts (
    number INTEGER PRIMARY KEY,
    patient INTEGER NOT NULL,
    at INTEGER NOT NULL,
    done_by TEXT NOT NULL,
    act TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE INDEX acts_by_patient ON acts (patient, number);

-- Beats added up by the minute in which they start (sample time): a day's trend reads 1,440 rows in place of 100,000.
CREATE TABLE minutes (
    patient INTEGER NOT NULL,
    minute INTEGER NOT NULL,           -- since 1970-01-01 UTC
    beats INTEGER NOT NULL,
    rr_ms REAL NOT NULL,               -- sum
    rr_least REAL NOT NULL,
    rr_most REAL NOT NULL,
    normal INTEGER NOT NULL,
    r_on_t INTEGER NOT NULL,
    pvc INTEGER NOT NULL,
    supraventricular INTEGER NOT NULL,
    unclassified INTEGER NOT NULL,
    unknown INTEGER NOT NULL,
    scored INTEGER NOT NULL,           -- beats that have an anomaly score
    score REAL NOT NULL,               -- sum of the scores
    score_most REAL NOT NULL,
    anomalous INTEGER NOT NULL,
    disagree INTEGER NOT NULL,
    PRIMARY KEY (patient, minute)
) STRICT, WITHOUT ROWID;

-- Beats from before this table: their scores are in a blob, which SQL cannot read, and are left out.
INSERT INTO minutes
SELECT patient, start / 600000000, count(*), sum(rr_ms), min(rr_ms), max(rr_ms), sum(class = 1), sum(class = 2),
       sum(class = 3), sum(class = 4), sum(class = 5), sum(class = 0), 0, 0.0, 0.0, 0, sum(disagree)
FROM beats GROUP BY patient, start / 600000000;
