-- The grade of a corrected source, which was the first word of the reason before.
ALTER TABLE change ADD COLUMN grade TEXT NOT NULL DEFAULT '';
