-- A span of time is found by its minutes, whatever the patient's clock did; the index over the start of every beat, which
-- cost each insert a page of its own, is not needed for it.
ALTER TABLE minutes ADD COLUMN first_beat INTEGER NOT NULL DEFAULT 0;
ALTER TABLE minutes ADD COLUMN last_beat INTEGER NOT NULL DEFAULT 0;

UPDATE minutes SET (first_beat, last_beat) = (
    SELECT min(beat), max(beat) FROM beats INDEXED BY beats_by_start
    WHERE patient = minutes.patient AND start >= minute * 600000000 AND start < (minute + 1) * 600000000);

DROP INDEX beats_by_start;
