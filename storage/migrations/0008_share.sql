-- Links by which an edition is read without an account.
CREATE TABLE share (
	id         TEXT    NOT NULL PRIMARY KEY,
	article    TEXT    NOT NULL REFERENCES article (id),
	hash       BYTEA   NOT NULL UNIQUE, -- SHA-256 of the secret in the link
	name       TEXT    NOT NULL,
	person     TEXT    NOT NULL, -- who made it; the operator's id is that of no person
	created    BIGINT  NOT NULL,
	until      BIGINT  NOT NULL,
	indexed    BOOLEAN NOT NULL,
	revoked    BIGINT  NOT NULL,
	revoked_by TEXT    NOT NULL
);
CREATE INDEX share_article ON share (article, created, id);
