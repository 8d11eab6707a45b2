-- Long use cases work in slices.

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
