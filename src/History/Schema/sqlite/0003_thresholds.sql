-- Each change of the autoencoder's threshold; the last one of a model set is in force for it.
CREATE TABLE thresholds (
    key INTEGER PRIMARY KEY,
    model_set TEXT NOT NULL,           -- version of the set as shipped
    threshold REAL,                    -- z-score units; null: the set's own again
    changed_by TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
