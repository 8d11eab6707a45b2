-- Texts aligned with their translations, at work and done, and the memory made of them. The body
-- of an alignment is JSON: sentences, beads, and the beads before each edit.

CREATE TABLE alignment (
	id          TEXT   NOT NULL PRIMARY KEY,
	name        TEXT   NOT NULL,
	source_lang TEXT   NOT NULL,
	target_lang TEXT   NOT NULL,
	publication TEXT   REFERENCES publication (id),
	article     TEXT   REFERENCES article (id),
	dated       TEXT   NOT NULL, -- when it was published, as ISO 8601 has it; empty: not known
	licence     TEXT   NOT NULL,
	person      TEXT   REFERENCES person (id),
	at          BIGINT NOT NULL,
	updated     BIGINT NOT NULL,
	version     BIGINT NOT NULL,
	beads       BIGINT NOT NULL, -- how many
	doubtful    BIGINT NOT NULL, -- of them that nobody has accepted
	kept        BIGINT NOT NULL, -- units in the memory
	body        TEXT   NOT NULL
);
CREATE INDEX alignment_updated ON alignment (updated, id);

CREATE TABLE memoryunit (
	id          TEXT   NOT NULL PRIMARY KEY,
	source_lang TEXT   NOT NULL,
	target_lang TEXT   NOT NULL,
	source      TEXT   NOT NULL,
	target      TEXT   NOT NULL,
	alignment   TEXT   REFERENCES alignment (id),
	article     TEXT   REFERENCES article (id),
	publication TEXT   REFERENCES publication (id),
	origin      TEXT   NOT NULL, -- file or title it came from
	bead        TEXT   NOT NULL, -- its link in the alignment, i,j:k
	dated       TEXT   NOT NULL,
	licence     TEXT   NOT NULL,
	confidence  DOUBLE PRECISION NOT NULL CHECK (confidence BETWEEN 0 AND 1),
	person      TEXT   REFERENCES person (id),
	at          BIGINT NOT NULL
);
CREATE INDEX memoryunit_pair ON memoryunit (source_lang, target_lang, at, id);
CREATE INDEX memoryunit_alignment ON memoryunit (alignment);
