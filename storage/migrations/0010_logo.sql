-- The logo of a publication, which its editions show.
CREATE TABLE logo (
	publication TEXT  NOT NULL PRIMARY KEY REFERENCES publication (id),
	mime        TEXT  NOT NULL CHECK (mime IN ('image/png', 'image/jpeg')),
	image       BYTEA NOT NULL
);

-- A published article asks for its corrections whenever it is read.
CREATE INDEX change_corrected ON change (article, at) WHERE kind = 'corrected';

-- A block may be a kicker. No engine changes a CHECK, so the column gives way to one that has another.
ALTER TABLE block ADD COLUMN part TEXT NOT NULL DEFAULT 'paragraph' CHECK (part IN ('kicker', 'headline',
	'deck', 'byline', 'paragraph', 'heading', 'quote', 'listitem', 'caption'));
UPDATE block SET part = kind;
ALTER TABLE block DROP COLUMN kind;
ALTER TABLE block RENAME COLUMN part TO kind;
