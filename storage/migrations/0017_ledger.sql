-- Who did what to accounts, rules and links, when and from where. Each line has a hash of all it says and of the
-- line before; the head has that of the last.
CREATE TABLE ledger (
	seq     BIGINT NOT NULL PRIMARY KEY, -- from 1, without gaps
	at      BIGINT NOT NULL,
	actor   TEXT   NOT NULL, -- as in feed
	address TEXT   NOT NULL,
	kind    TEXT   NOT NULL,
	object  TEXT   NOT NULL,
	was     TEXT   NOT NULL,
	made    TEXT   NOT NULL,
	hash    BYTEA  NOT NULL
);
CREATE INDEX ledger_actor ON ledger (actor, seq);
CREATE INDEX ledger_object ON ledger (object, seq);
CREATE INDEX ledger_kind ON ledger (kind, seq);
CREATE TABLE ledger_head (
	one  BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
	seq  BIGINT NOT NULL,
	hash BYTEA  NOT NULL
);
