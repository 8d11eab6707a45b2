-- What editors mark in texts, by MQM. A changed issue ends and another replaces it.

CREATE TABLE issue (
	id       TEXT   NOT NULL PRIMARY KEY,
	article  TEXT   NOT NULL REFERENCES article (id),
	segment  TEXT   NOT NULL REFERENCES segment (id),
	made_on  TEXT   NOT NULL REFERENCES segment (id),
	side     TEXT   NOT NULL CHECK (side IN ('source', 'target')),
	version  BIGINT NOT NULL CHECK (version > 0),
	body     TEXT   NOT NULL, -- the whole text of that side at that version, codes as characters
	begins   BIGINT NOT NULL CHECK (begins >= 0),
	ends     BIGINT NOT NULL CHECK (ends > begins),
	kind     TEXT   NOT NULL,
	severity TEXT   NOT NULL CHECK (severity IN ('neutral', 'minor', 'major', 'critical')),
	note     TEXT   NOT NULL,
	person   TEXT   REFERENCES person (id),
	at       BIGINT NOT NULL,
	author   TEXT   REFERENCES person (id),
	replaces TEXT   REFERENCES issue (id),
	ended    BIGINT NOT NULL,
	ended_by TEXT   REFERENCES person (id)
);
CREATE INDEX issue_article ON issue (article, at, id);
CREATE INDEX issue_segment ON issue (segment, at, id);
CREATE INDEX issue_at ON issue (at, id) WHERE ended = 0;

-- Reports look for what was decided in a period.
CREATE INDEX change_decided ON change (at) WHERE kind IN ('approved', 'returned');
