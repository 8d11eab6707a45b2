-- The grade of a correction by itself, jobs, and what long use cases need to work in slices.
-- The grade of a corrected source, which was the first word of the reason before.
ALTER TABLE change ADD COLUMN grade TEXT NOT NULL DEFAULT '';

-- Work that outlives the request which asked for it.
CREATE TABLE job (
	id      TEXT   NOT NULL PRIMARY KEY,
	kind    TEXT   NOT NULL,
	person  TEXT   NOT NULL, -- its id; the operator's is that of no person
	at      BIGINT NOT NULL,
	state   TEXT   NOT NULL CHECK (state IN ('arriving', 'waiting', 'running', 'done', 'failed')),
	steps   BIGINT NOT NULL,
	total   BIGINT NOT NULL,
	tries   BIGINT NOT NULL,
	lease   BIGINT NOT NULL,
	runner  TEXT   NOT NULL,
	report  BYTEA  NOT NULL, -- JSON, or empty
	problem TEXT   NOT NULL  -- JSON
);
CREATE INDEX job_kind ON job (kind, at, id);
CREATE INDEX job_open ON job (at, id) WHERE state IN ('waiting', 'running');

-- What a job is about, in parts, until it has ended.
CREATE TABLE job_part (
	job  TEXT   NOT NULL REFERENCES job (id) ON DELETE CASCADE,
	n    BIGINT NOT NULL,
	body BYTEA  NOT NULL, -- JSON
	PRIMARY KEY (job, n)
);

-- Long use cases work in slices, see workflow/DESIGN.md.

-- An article without created is unfinished; one that was given up is removed. Deleting a row looks
-- for rows that refer to it, and needs an index on every such column.
DROP INDEX segment_order;
CREATE INDEX segment_order ON segment (block, place, id, gone);
CREATE INDEX comment_segment ON comment (segment);
CREATE INDEX comment_made_on ON comment (made_on);
CREATE INDEX issue_made_on ON issue (made_on);

-- An edit of an alignment writes its beads and how it is taken back, not the sentences.
ALTER TABLE alignment ADD COLUMN work TEXT NOT NULL DEFAULT ''; -- beads as JSON; empty: in body
CREATE TABLE beadundo (
	alignment TEXT   NOT NULL REFERENCES alignment (id),
	seq       BIGINT NOT NULL, -- of the edits of its alignment
	patch     TEXT   NOT NULL, -- workflow.BeadPatch as JSON
	PRIMARY KEY (alignment, seq)
);
