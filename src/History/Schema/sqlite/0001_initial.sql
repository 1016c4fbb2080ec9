-- Times are 100 ns ticks since 1970-01-01 UTC: datetime(start / 10000000, 'unixepoch') shows one.
-- Columns named ..._after hold ticks since the time before them in the row: a few bytes instead of eight.

CREATE TABLE patients (
    key INTEGER PRIMARY KEY,           -- stands for the id in every other table
    id TEXT NOT NULL UNIQUE,
    bed TEXT,
    heart_rate_low REAL NOT NULL,      -- beats a minute
    heart_rate_high REAL NOT NULL,
    ventricular_rate_high REAL NOT NULL,
    admitted_at INTEGER NOT NULL,
    discharged_at INTEGER,
    epoch INTEGER NOT NULL DEFAULT 0,  -- only the activation that was given this number may write
    watermark INTEGER NOT NULL DEFAULT 0,
    beats INTEGER NOT NULL DEFAULT 0   -- rows in beats: counting them anew would read them all
) STRICT;

CREATE TABLE model_sets (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE beats (
    patient INTEGER NOT NULL,
    beat INTEGER NOT NULL,
    start INTEGER NOT NULL,            -- sample time of the first sample
    rr_ms REAL NOT NULL,
    hash INTEGER NOT NULL,             -- the 64 bits of the sample hash, read as signed
    class INTEGER NOT NULL,
    disagree INTEGER NOT NULL,
    model_set INTEGER NOT NULL,
    -- 19 little-endian float32: probability, abnormality, reconstruction error, threshold, then five class
    -- probabilities each of DNN, LSTM, CNN
    verdict BLOB NOT NULL CHECK (length(verdict) = 76),
    due_after INTEGER NOT NULL,
    received_after INTEGER NOT NULL,
    batched_after INTEGER NOT NULL,
    inferred_after INTEGER NOT NULL,
    stored_after INTEGER NOT NULL,
    PRIMARY KEY (patient, beat)
) STRICT, WITHOUT ROWID;

CREATE INDEX beats_by_start ON beats (patient, start);

-- A search for ectopic beats reads them alone; normal ones are nearly all, and found without an index.
CREATE INDEX beats_not_normal ON beats (patient, class, beat) WHERE class <> 1;

CREATE TABLE waveforms (
    patient INTEGER NOT NULL,
    beat INTEGER NOT NULL,
    samples BLOB NOT NULL CHECK (length(samples) = 560), -- 140 little-endian float32, z-score units
    PRIMARY KEY (patient, beat)
) STRICT, WITHOUT ROWID;

CREATE TABLE holes (
    patient INTEGER NOT NULL,
    first_beat INTEGER NOT NULL,
    beat_count INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (patient, first_beat)
) STRICT, WITHOUT ROWID;

CREATE TABLE alarms (
    patient INTEGER NOT NULL,
    rule TEXT NOT NULL,
    onset_beat INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    state INTEGER NOT NULL,
    text TEXT NOT NULL,
    onset_at INTEGER NOT NULL,
    raised_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    ended_at INTEGER,
    acknowledged_by TEXT,
    acknowledged_at INTEGER,
    cursor INTEGER NOT NULL,           -- of the last change; rises in commit order over all patients
    PRIMARY KEY (patient, rule, onset_beat)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX alarms_by_cursor ON alarms (cursor);
CREATE INDEX alarms_by_patient ON alarms (patient, cursor);
CREATE INDEX alarms_by_state ON alarms (state, cursor);
CREATE INDEX alarms_open ON alarms (patient, cursor) WHERE state <> 3;
