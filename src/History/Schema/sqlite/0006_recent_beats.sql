-- Beats as they come, a row a transaction: with a beat a patient and second, rows of their own would each cost the pages of
-- their patient. They are moved into beats, minutes and patients some seconds later, a patient at a time, and deleted here.
CREATE TABLE recent_beats (
    number INTEGER PRIMARY KEY,
    -- Of each batch: patient (8 bytes), watermark (8), number of beats (4), and each beat in 160 bytes
    -- (src/History/Recent/RecentRow.cs), all little-endian.
    batches BLOB NOT NULL
) STRICT;
