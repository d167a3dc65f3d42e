-- Highest number that an entry had and no entry has now: a number that was shown never denotes
-- another record. Numbers of joined entries are known from their answers.
CREATE TABLE entry_numbers (
    last INTEGER NOT NULL
) STRICT;
INSERT INTO entry_numbers
SELECT MAX(
    COALESCE((SELECT MAX(id) FROM entries), 0),
    COALESCE((SELECT MAX(first_entry) FROM entry_answers), 0)
);
CREATE TRIGGER entries_removed AFTER DELETE ON entries
WHEN NOT EXISTS (SELECT 1 FROM entries WHERE id > OLD.id)
BEGIN
    UPDATE entry_numbers SET last = MAX(last, OLD.id);
END;
