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
