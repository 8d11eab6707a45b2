-- The termbase. seq is the sequence of the feed at which a concept was last written, as of units.
CREATE TABLE concept (
	id          TEXT    NOT NULL PRIMARY KEY,
	type        TEXT    NOT NULL,
	domain      TEXT    NOT NULL,
	note        TEXT    NOT NULL,
	source      TEXT    NOT NULL,
	publication TEXT    REFERENCES publication (id), -- NULL: it holds for all
	terms       TEXT    NOT NULL, -- JSON
	name        TEXT    NOT NULL, -- the beginning of its keys, by which lists are sorted
	keys        TEXT    NOT NULL, -- its terms, folded, a line each
	state       TEXT    NOT NULL CHECK (state IN ('proposed', 'settled')),
	person      TEXT    REFERENCES person (id),
	at          BIGINT  NOT NULL,
	seq         BIGINT  NOT NULL,
	gone        BOOLEAN NOT NULL
);
CREATE INDEX concept_seq ON concept (seq, id);
CREATE INDEX concept_name ON concept (name, id) WHERE gone = FALSE;
CREATE INDEX concept_domain ON concept (domain) WHERE gone = FALSE;
CREATE INDEX concept_state ON concept (state) WHERE gone = FALSE;

-- What concepts were before each edit.
CREATE TABLE conceptedit (
	id      TEXT    NOT NULL PRIMARY KEY,
	concept TEXT    NOT NULL REFERENCES concept (id),
	batch   TEXT    NOT NULL, -- edits made as one share it, and are undone as one
	kind    TEXT    NOT NULL CHECK (kind IN ('added', 'edited', 'accepted', 'declined', 'removed', 'restored')),
	at      BIGINT  NOT NULL,
	person  TEXT    REFERENCES person (id),
	reason  TEXT    NOT NULL,
	was     TEXT    NOT NULL, -- JSON
	state   TEXT    NOT NULL CHECK (state IN ('proposed', 'settled')),
	gone    BOOLEAN NOT NULL
);
CREATE INDEX conceptedit_concept ON conceptedit (concept, id);
CREATE INDEX conceptedit_batch ON conceptedit (batch, id);
