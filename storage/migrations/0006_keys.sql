-- The keyboard map a person chose, and where they were in the feed when they last left an article.

ALTER TABLE person ADD COLUMN keymap TEXT NOT NULL DEFAULT '{}'; -- keymap.Choice as JSON

CREATE TABLE visit (
	person  TEXT   NOT NULL REFERENCES person (id),
	article TEXT   NOT NULL REFERENCES article (id),
	since   BIGINT NOT NULL, -- what follows it in the feed was news when they came
	seq     BIGINT NOT NULL, -- the feed when they left
	at      BIGINT NOT NULL,
	PRIMARY KEY (person, article)
);
