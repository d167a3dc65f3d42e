-- Answers whose addresses were merged by a former rule, which kept only some of a record's addresses
-- and could prefer a contact address to one that was looked up. The background merge does their
-- addresses again; the records that have these answers, and all else of them, stay as they are.
CREATE TABLE unmerged_addresses (
    id INTEGER PRIMARY KEY REFERENCES answers (id) ON DELETE CASCADE
) STRICT;
INSERT INTO unmerged_addresses
SELECT id FROM answers WHERE merged AND endpoint = 'email'
UNION
SELECT answer_id FROM entries JOIN entry_answers ON entry_id = entries.id
JOIN answers ON answers.id = answer_id
WHERE (email <> '' OR email_status <> '') AND merged
AND endpoint IN ('person', 'person_by_email', 'lookc_request');
