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

-- LinkedIn's words for a hidden member were shown as a name.
UPDATE entries SET name = COALESCE(
    CASE WHEN kind <> 'person' THEN 'An author without a name' END,
    NULLIF(email, ''),
    (SELECT substr(key, instr(key, ':') + 1) FROM entry_keys
    WHERE entry_id = entries.id AND key NOT LIKE 'digest:%' ORDER BY key DESC LIMIT 1),
    'Without a name'
) WHERE lower(name) = 'linkedin member' AND kind IN ('person', 'post');
