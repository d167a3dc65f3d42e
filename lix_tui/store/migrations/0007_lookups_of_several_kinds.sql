-- A run may look records up at several endpoints, and knows the file that its inputs come from.
ALTER TABLE run_items ADD COLUMN endpoint TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN source TEXT NOT NULL DEFAULT '';
