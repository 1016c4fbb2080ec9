-- Waveforms as they come, for the same reason as recent_beats: in their table nearly each of them lies on a page of its own.
-- They are moved into waveforms together with their patient's beats, and deleted here.
CREATE TABLE recent_waveforms (
    number INTEGER PRIMARY KEY,
    patient INTEGER NOT NULL,
    beat INTEGER NOT NULL,
    samples BLOB NOT NULL CHECK (length(samples) = 560) -- as in waveforms
) STRICT;
