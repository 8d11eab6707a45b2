-- How a publication cuts its articles: one row an edit, the newest holds. An empty srx stands for
-- the rules of the program.

CREATE TABLE ruleedit (
	id          TEXT    NOT NULL PRIMARY KEY,
	publication TEXT    NOT NULL REFERENCES publication (id),
	seq         BIGINT  NOT NULL, -- of the edits of its publication, from 1
	srx         TEXT    NOT NULL,
	proposals   BOOLEAN NOT NULL, -- whether long sentences get proposals where to split them
	note        TEXT    NOT NULL,
	at          BIGINT  NOT NULL,
	person      TEXT    REFERENCES person (id),
	UNIQUE (publication, seq)
);
