-- Findings of checks that a person dismissed: in a segment, in an article, or for a word in all texts of a
-- publication.
CREATE TABLE dismissal (
	id          TEXT    NOT NULL PRIMARY KEY,
	scope       TEXT    NOT NULL CHECK (scope IN ('segment', 'article', 'word')),
	kind        TEXT    NOT NULL, -- id of the check
	word        TEXT    NOT NULL, -- what it found and expected, folded
	publication TEXT    REFERENCES publication (id), -- of a word; NULL: all
	article     TEXT    NOT NULL REFERENCES article (id), -- where it was dismissed
	segment     TEXT    NOT NULL REFERENCES segment (id),
	reason      TEXT    NOT NULL,
	person      TEXT    NOT NULL REFERENCES person (id),
	at          BIGINT  NOT NULL,
	gone        BOOLEAN NOT NULL -- taken back
);
CREATE INDEX dismissal_article ON dismissal (article) WHERE gone = FALSE;
CREATE INDEX dismissal_word ON dismissal (publication) WHERE gone = FALSE AND scope = 'word';
CREATE INDEX dismissal_at ON dismissal (at);
