-- Notices: a row for a person and an event.
CREATE TABLE notice (
	id      TEXT   NOT NULL PRIMARY KEY,
	person  TEXT   NOT NULL REFERENCES person (id),
	kind    TEXT   NOT NULL CHECK (kind IN ('returned', 'assigned', 'mentioned', 'answered',
		'commented', 'due', 'published')),
	article TEXT   NOT NULL REFERENCES article (id),
	segment TEXT   NOT NULL, -- not declared a reference; empty: none
	actor   TEXT   NOT NULL, -- as in feed
	source  TEXT   NOT NULL, -- the batch, assignment or comment that it is about
	count   BIGINT NOT NULL,
	facts   TEXT   NOT NULL, -- workflow.NoticeFacts as JSON
	at      BIGINT NOT NULL,
	seen    BIGINT NOT NULL,
	UNIQUE (person, kind, source)
);
CREATE INDEX notice_person ON notice (person, id);
CREATE INDEX notice_unread ON notice (person, article) WHERE seen = 0;
CREATE INDEX notice_article ON notice (article);
CREATE INDEX notice_at ON notice (at);

-- The sequence of the feed up to which notices are made: one row. Events from before there were
-- notices make none.
CREATE TABLE notice_position (
	one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
	seq BIGINT NOT NULL
);
INSERT INTO notice_position (one, seq) SELECT 1, max(n)
	FROM (SELECT seq AS n FROM feed_base UNION ALL SELECT max(seq) FROM feed) AS given;
