-- Units of the memory follow the segments of the desk, and can be edited and removed. seq is the
-- sequence of the feed at which a unit was last written: who has read up to it knows what changed
-- after it. A unit that is gone stays, so that all nodes hear of it and an undo brings it back.
ALTER TABLE memoryunit ADD COLUMN segment TEXT REFERENCES segment (id); -- that it follows; its id is the same
ALTER TABLE memoryunit ADD COLUMN state TEXT NOT NULL DEFAULT 'approved' CHECK (state IN ('translated', 'approved'));
ALTER TABLE memoryunit ADD COLUMN translator TEXT NOT NULL DEFAULT ''; -- a name
ALTER TABLE memoryunit ADD COLUMN approver TEXT NOT NULL DEFAULT ''; -- a name
ALTER TABLE memoryunit ADD COLUMN before_key BIGINT NOT NULL DEFAULT 0; -- of the source before it in its text; 0: not known
ALTER TABLE memoryunit ADD COLUMN after_key BIGINT NOT NULL DEFAULT 0;
ALTER TABLE memoryunit ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE memoryunit ADD COLUMN gone BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX memoryunit_seq ON memoryunit (seq, id);
CREATE INDEX memoryunit_article ON memoryunit (article) WHERE segment IS NOT NULL;

-- The unit that the text of a change came from; empty: it came from elsewhere.
ALTER TABLE change ADD COLUMN unit TEXT NOT NULL DEFAULT '';

-- An edition asks what the memory and machines gave.
CREATE INDEX change_given ON change (article, segment) WHERE origin IN ('memory', 'machine');

-- What units were before each edit.
CREATE TABLE unitedit (
	id     TEXT    NOT NULL PRIMARY KEY,
	unit   TEXT    NOT NULL REFERENCES memoryunit (id),
	batch  TEXT    NOT NULL, -- edits made as one share it, and are undone as one
	kind   TEXT    NOT NULL CHECK (kind IN ('edited', 'removed', 'restored')),
	at     BIGINT  NOT NULL,
	person TEXT    REFERENCES person (id),
	source TEXT    NOT NULL,
	target TEXT    NOT NULL,
	gone   BOOLEAN NOT NULL
);
CREATE INDEX unitedit_unit ON unitedit (unit, id);
CREATE INDEX unitedit_batch ON unitedit (batch, id);

-- The sequence of the feed up to which the memory follows the segments: one row. It begins with
-- the feed, so that what was translated before is remembered too.
CREATE TABLE memory_position (
	one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
	seq BIGINT NOT NULL
);
INSERT INTO memory_position (one, seq) VALUES (1, 0);
