CREATE TABLE schema_version (
	version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied BIGINT NOT NULL);
CREATE TABLE person (
	id       TEXT    NOT NULL PRIMARY KEY,
	email    TEXT    NOT NULL UNIQUE,
	name     TEXT    NOT NULL,
	role     TEXT    NOT NULL CHECK (role IN ('reader', 'translator', 'editor', 'chief')),
	language TEXT    NOT NULL,
	digits   TEXT    NOT NULL,
	password TEXT    NOT NULL,
	disabled BOOLEAN NOT NULL,
	created  BIGINT  NOT NULL
, keymap TEXT NOT NULL DEFAULT '{}', row_sum BIGINT NOT NULL DEFAULT 0);
CREATE TABLE "grant" (
	id      TEXT   NOT NULL PRIMARY KEY,
	kind    TEXT   NOT NULL CHECK (kind IN ('session', 'token', 'reset', 'setup')),
	person  TEXT   REFERENCES person (id),
	hash    BYTEA  NOT NULL,
	name    TEXT   NOT NULL,
	scope   TEXT   NOT NULL CHECK (scope IN ('', 'read', 'write', 'full')),
	agent   TEXT   NOT NULL,
	address TEXT   NOT NULL,
	created BIGINT NOT NULL,
	used    BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	UNIQUE (kind, hash)
);
CREATE TABLE publication (
	id          TEXT    NOT NULL PRIMARY KEY,
	name        TEXT    NOT NULL,
	source_lang TEXT    NOT NULL,
	target_lang TEXT    NOT NULL,
	style       TEXT    NOT NULL, -- JSON
	archived    BOOLEAN NOT NULL,
	created     BIGINT  NOT NULL
, row_sum BIGINT NOT NULL DEFAULT 0);
CREATE TABLE logo (
	publication TEXT  NOT NULL PRIMARY KEY REFERENCES publication (id),
	mime        TEXT  NOT NULL CHECK (mime IN ('image/png', 'image/jpeg')),
	image       BYTEA NOT NULL
, row_sum BIGINT NOT NULL DEFAULT 0);
CREATE TABLE article (
	id            TEXT   NOT NULL PRIMARY KEY,
	title         TEXT   NOT NULL,
	title_fold    TEXT   NOT NULL, -- the search key of title
	source_lang   TEXT   NOT NULL,
	target_lang   TEXT   NOT NULL,
	publication   TEXT   REFERENCES publication (id),
	origin        TEXT   NOT NULL,
	fingerprint   TEXT   NOT NULL,
	due           BIGINT NOT NULL,
	urgency       BIGINT NOT NULL CHECK (urgency BETWEEN 0 AND 2),
	note          TEXT   NOT NULL,
	created       BIGINT NOT NULL,
	created_by    TEXT   REFERENCES person (id),
	signed_off    BIGINT NOT NULL,
	signed_off_by TEXT   REFERENCES person (id),
	published     BIGINT NOT NULL,
	published_by  TEXT   REFERENCES person (id),
	retracted     TEXT   NOT NULL
, row_sum BIGINT NOT NULL DEFAULT 0, published_seq BIGINT NOT NULL DEFAULT 0, op TEXT NOT NULL DEFAULT '', request TEXT NOT NULL DEFAULT '');
CREATE TABLE block (
	id      TEXT   NOT NULL PRIMARY KEY,
	article TEXT   NOT NULL REFERENCES article (id),
	place   BIGINT NOT NULL,
	level   BIGINT NOT NULL CHECK (level BETWEEN 0 AND 6)
, kind TEXT NOT NULL DEFAULT 'paragraph' CHECK (kind IN ('kicker', 'headline',
	'deck', 'byline', 'paragraph', 'heading', 'quote', 'listitem', 'caption')), row_sum BIGINT NOT NULL DEFAULT 0);
CREATE TABLE assignment (
	id      TEXT   NOT NULL PRIMARY KEY,
	article TEXT   NOT NULL REFERENCES article (id),
	person  TEXT   NOT NULL REFERENCES person (id),
	role    TEXT   NOT NULL CHECK (role IN ('translator', 'editor')),
	due     BIGINT NOT NULL,
	urgency BIGINT NOT NULL CHECK (urgency BETWEEN 0 AND 2),
	note    TEXT   NOT NULL,
	made_by TEXT   REFERENCES person (id),
	created BIGINT NOT NULL,
	ended   BIGINT NOT NULL
, row_sum BIGINT NOT NULL DEFAULT 0);
CREATE TABLE segment (
	id          TEXT    NOT NULL PRIMARY KEY,
	article     TEXT    NOT NULL REFERENCES article (id),
	block       TEXT    NOT NULL REFERENCES block (id),
	place       BIGINT  NOT NULL,
	source      TEXT    NOT NULL, -- bitext.Text as JSON, as are target and after
	target      TEXT    NOT NULL,
	after       TEXT    NOT NULL,
	state       TEXT    NOT NULL CHECK (state IN ('initial', 'translated', 'reviewed', 'final')),
	sub_state   TEXT    NOT NULL CHECK (
		sub_state = ''
		OR state = 'initial' AND sub_state IN ('draft', 'memory', 'machine')
		OR state = 'translated' AND sub_state IN ('returned', 'stale')),
	authors     TEXT    NOT NULL, -- a JSON array of person ids
	approved_by TEXT    REFERENCES person (id),
	override    TEXT    NOT NULL,
	reason      TEXT    NOT NULL,
	gone        BOOLEAN NOT NULL,
	version     BIGINT  NOT NULL CHECK (version > 0),
	words       BIGINT  NOT NULL CHECK (words >= 0),
	updated     BIGINT  NOT NULL,
	hash        BYTEA   NOT NULL,
	assignment  TEXT    REFERENCES assignment (id),
	review      TEXT    REFERENCES assignment (id)
);
CREATE TABLE change (
	id          TEXT   NOT NULL PRIMARY KEY,
	seq         BIGINT NOT NULL UNIQUE, -- the order they were made in, whatever the clock said
	segment     TEXT   NOT NULL, -- not declared a reference: a segment's first change is made before it
	article     TEXT   NOT NULL REFERENCES article (id),
	version     BIGINT NOT NULL CHECK (version > 0),
	batch       TEXT   NOT NULL,
	kind        TEXT   NOT NULL,
	at          BIGINT NOT NULL,
	person      TEXT   REFERENCES person (id),
	origin      TEXT   NOT NULL,
	reason      TEXT   NOT NULL,
	op          TEXT   NOT NULL,
	to_snapshot TEXT   NOT NULL, -- workflow.Snapshot as JSON
	hash        BYTEA  NOT NULL
, grade TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '');
CREATE TABLE comment (
	id          TEXT   NOT NULL PRIMARY KEY,
	article     TEXT   NOT NULL REFERENCES article (id),
	segment     TEXT   REFERENCES segment (id),
	made_on     TEXT   REFERENCES segment (id),
	person      TEXT   REFERENCES person (id),
	at          BIGINT NOT NULL,
	body        TEXT   NOT NULL,
	resolved    BIGINT NOT NULL,
	resolved_by TEXT   REFERENCES person (id)
, row_sum BIGINT NOT NULL DEFAULT 0, seq BIGINT NOT NULL DEFAULT 0);
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
, row_sum BIGINT NOT NULL DEFAULT 0, seq BIGINT NOT NULL DEFAULT 0);
CREATE TABLE feed (
	seq     BIGINT NOT NULL PRIMARY KEY,
	at      BIGINT NOT NULL,
	actor   TEXT   NOT NULL,
	kind    TEXT   NOT NULL,
	article TEXT   NOT NULL,
	segment TEXT   NOT NULL,
	payload TEXT   NOT NULL -- a JSON object, or empty
, row_sum BIGINT NOT NULL DEFAULT 0);
CREATE TABLE feed_base (
	one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
	seq BIGINT NOT NULL
);
CREATE TABLE visit (
	person  TEXT   NOT NULL REFERENCES person (id),
	article TEXT   NOT NULL REFERENCES article (id),
	since   BIGINT NOT NULL, -- what follows it in the feed was news when they came
	seq     BIGINT NOT NULL, -- the feed when they left
	at      BIGINT NOT NULL,
	PRIMARY KEY (person, article)
);
CREATE TABLE notice_position (
	one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
	seq BIGINT NOT NULL
);
CREATE TABLE memory_position (
	one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
	seq BIGINT NOT NULL
);
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
, segment TEXT REFERENCES segment (id), state TEXT NOT NULL DEFAULT 'approved' CHECK (state IN ('translated', 'approved')), translator TEXT NOT NULL DEFAULT '', approver TEXT NOT NULL DEFAULT '', before_key BIGINT NOT NULL DEFAULT 0, after_key BIGINT NOT NULL DEFAULT 0, seq BIGINT NOT NULL DEFAULT 0, gone BOOLEAN NOT NULL DEFAULT FALSE, row_sum BIGINT NOT NULL DEFAULT 0);
CREATE TABLE unitedit (
	id     TEXT    NOT NULL PRIMARY KEY,
	unit   TEXT    NOT NULL REFERENCES memoryunit (id),
	batch  TEXT    NOT NULL, -- edits made as one share it, and are undone as one
	kind   TEXT    NOT NULL CHECK (kind IN ('edited', 'removed', 'restored')),
	at     BIGINT  NOT NULL,
	person TEXT    REFERENCES person (id),
	source TEXT    NOT NULL,
	target TEXT    NOT NULL,
	gone   BOOLEAN NOT NULL
, row_sum BIGINT NOT NULL DEFAULT 0);
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
, row_sum BIGINT NOT NULL DEFAULT 0);
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
, row_sum BIGINT NOT NULL DEFAULT 0);
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
, row_sum BIGINT NOT NULL DEFAULT 0);
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
CREATE TABLE ledger_head (
	one  BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
	seq  BIGINT NOT NULL,
	hash BYTEA  NOT NULL
);
INSERT INTO "schema_version" VALUES (1, 'desk', 1796085449444);
INSERT INTO "schema_version" VALUES (2, 'issue', 1796085449444);
INSERT INTO "schema_version" VALUES (3, 'rules', 1796085449444);
INSERT INTO "schema_version" VALUES (4, 'refused', 1796085449444);
INSERT INTO "schema_version" VALUES (5, 'memory', 1796085449444);
INSERT INTO "schema_version" VALUES (6, 'keys', 1796085449444);
INSERT INTO "schema_version" VALUES (7, 'rooms', 1796085449444);
INSERT INTO "schema_version" VALUES (8, 'share', 1796085449444);
INSERT INTO "schema_version" VALUES (9, 'notice', 1796085449444);
INSERT INTO "schema_version" VALUES (10, 'logo', 1796085449444);
INSERT INTO "schema_version" VALUES (11, 'units', 1796085449444);
INSERT INTO "schema_version" VALUES (12, 'terms', 1796085449444);
INSERT INTO "schema_version" VALUES (13, 'pairs', 1796085449444);
INSERT INTO "schema_version" VALUES (14, 'dismissals', 1796085449444);
INSERT INTO "schema_version" VALUES (15, 'sums_and_order', 1796085449444);
INSERT INTO "schema_version" VALUES (16, 'request', 1796085449444);
INSERT INTO "schema_version" VALUES (17, 'ledger', 1796085449444);
INSERT INTO "person" VALUES ('p1', 'amina@example.org', 'أمينة', 'chief', 'ar', 'arab', '$argon2id$x', 1, 1795420800007, '{}', 1269022306602314309);
INSERT INTO "grant" VALUES ('g1', 'token', 'p1', X'0001FF', 'CMS', 'write', 'curl', '::1', 1795420800007, 1795420800007, 1795420800007);
INSERT INTO "publication" VALUES ('u1', 'L’Écho', 'ar', 'fr', '{"french":"fr-MA"}', 1, 1795420800007, 370804951106566788);
INSERT INTO "logo" VALUES ('u1', 'image/png', X'0089FF', 3882221101241833782);
INSERT INTO "article" VALUES ('a1', 'الرباط', 'الرباط', 'ar', 'fr', 'u1', 'x.txt', 'f', 1795420800007, 2, 'vite', 1795420800007, 'p1', 1795420800007, 'p1', 1795420800007, 'p1', 'faux', 8863691280245831809, 0, '', '');
INSERT INTO "block" VALUES ('b1', 'a1', 1, 2, 'heading', 7915373621056246819);
INSERT INTO "assignment" VALUES ('x1', 'a1', 'p1', 'translator', 1795420800007, 1, 'n', 'p1', 1795420800007, 0, 6517499468102129019);
INSERT INTO "segment" VALUES ('s1', 'a1', 'b1', 3, '[{"t":"نص أول"}]', '[{"t":"Un texte"}]', '[{"t":" "}]', 'translated', 'stale', '["p1"]', 'p1', 'seule', 'à revoir', 0, 1, 2, 1795420800007, X'09', 'x1', NULL);
INSERT INTO "change" VALUES ('c1', 1, 's1', 'a1', 1, 'h', 'created', 1795420800007, 'p1', 'typed', 'r', 'op', '{"block":"b1","place":3,"source":[{"t":"نص أول"}],"target":[{"t":"Un texte"}],"after":[{"t":" "}],"state":"translated","sub":"stale","authors":["p1"],"approved_by":"p1","override":"seule","reason":"à revoir"}', X'09', '', '');
INSERT INTO "comment" VALUES ('m1', 'a1', 's1', 's1', 'p1', 1795420800007, '؟', 1795420800007, 'p1', 4916113240884484965, 1);
INSERT INTO "issue" VALUES ('i1', 'a1', 's1', 's1', 'target', 1, 'Un texte', 0, 2, 'grammar', 'minor', '؟', 'p1', 1795420800007, 'p1', NULL, 1795420800007, 'p1', -4956810852231989073, 1);
INSERT INTO "feed" VALUES (1, 1795420800007, 'p1', 'segment.saved', 'a1', 's1', '{"version":1}', -8503300090420982411);
INSERT INTO "feed_base" VALUES (1, 0);
INSERT INTO "notice_position" VALUES (1, 0);
INSERT INTO "memory_position" VALUES (1, 0);
INSERT INTO "memoryunit" VALUES ('t1', 'ar', 'fr', '[{"t":"نص"}]', '[{"t":"texte"}]', NULL, 'a1', 'u1', 'x.tmx', '0:0', '2026', 'CC0', 0.5, 'p1', 1795420800007, 's1', 'translated', 'Amina', 'Luc', -1, 1099511627776, 7, 0, 7414977912920807350);
INSERT INTO "unitedit" VALUES ('e1', 't1', 'h', 'edited', 1795420800007, 'p1', '[{"t":"نص"}]', '[{"t":"Texte"}]', 1, 9172641255019350986);
INSERT INTO "concept" VALUES ('c1', 'person', 'État', 'n', 'MAP', 'u1', '[{"Lang":"fr","Text":"Laftit","Status":"preferred","Gender":"masculine","Number":"singular","Plural":"Laftit","Short":"L.","Note":"ainsi"}]', 'laftit
l.
laftit', 'laftit
l.
laftit', 'proposed', 'p1', 1795420800007, 7, 0, -5190666183910851386);
INSERT INTO "conceptedit" VALUES ('e1', 'c1', 'h', 'edited', 1795420800007, 'p1', 'non', '{"ID":"c1","Type":"person","Domain":"État","Note":"n","Source":"MAP","Publication":"u1","Terms":[{"Lang":"fr","Text":"Laftit","Status":"preferred","Gender":"masculine","Number":"singular","Plural":"Laftit","Short":"L.","Note":"ainsi"}]}', 'settled', 1, -8312162936000563929);
INSERT INTO "dismissal" VALUES ('d1', 'word', 'number', '12|13', 'u1', 'a1', 's1', 'autre année', 'p1', 1795420800007, 0, 8909035887472524083);
INSERT INTO "ledger" VALUES (1, 1795420800007, 'p1', '::1', 'person.role', 'p1', 'editor', 'chief', X'9A9BA138126A0244CBC1BC4CCA469BADE58825BE8BD0E1617ACBE1DC80A59878');
INSERT INTO "ledger_head" VALUES (1, 1, X'9A9BA138126A0244CBC1BC4CCA469BADE58825BE8BD0E1617ACBE1DC80A59878');
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
, work TEXT NOT NULL DEFAULT '', row_sum BIGINT NOT NULL DEFAULT 0);
CREATE INDEX alignment_updated ON alignment (updated, id);
CREATE INDEX article_created ON article (created, id);
CREATE INDEX article_fingerprint ON article (fingerprint) WHERE fingerprint <> '';
CREATE UNIQUE INDEX article_op ON article (created_by, op) WHERE op <> '' AND created > 0;
CREATE INDEX article_publication ON article (publication, created, id);
CREATE INDEX assignment_article ON assignment (article, created, id) WHERE ended = 0;
CREATE INDEX assignment_person ON assignment (person, created, id) WHERE ended = 0;
CREATE TABLE beadundo (
	alignment TEXT   NOT NULL REFERENCES alignment (id),
	seq       BIGINT NOT NULL, -- of the edits of its alignment
	patch     TEXT   NOT NULL, -- workflow.BeadPatch as JSON
	PRIMARY KEY (alignment, seq)
);
CREATE INDEX block_order ON block (article, place, id);
CREATE INDEX change_batch ON change (batch, seq) WHERE batch <> '';
CREATE INDEX change_corrected ON change (article, at) WHERE kind = 'corrected';
CREATE INDEX change_decided ON change (at) WHERE kind IN ('approved', 'returned');
CREATE INDEX change_given ON change (article, segment) WHERE origin IN ('memory', 'machine');
CREATE UNIQUE INDEX change_op ON change (person, op) WHERE op <> '';
CREATE INDEX change_refused ON change (article, segment, at) WHERE kind = 'refused';
CREATE INDEX change_segment ON change (segment, seq);
CREATE UNIQUE INDEX change_version ON change (segment, version) WHERE kind <> 'refused';
CREATE INDEX comment_article ON comment (article, at, id);
CREATE INDEX comment_made_on ON comment (made_on);
CREATE INDEX comment_open ON comment (segment) WHERE resolved = 0;
CREATE INDEX comment_segment ON comment (segment);
CREATE INDEX comment_seq ON comment (seq);
CREATE INDEX concept_domain ON concept (domain) WHERE gone = FALSE;
CREATE INDEX concept_name ON concept (name, id) WHERE gone = FALSE;
CREATE INDEX concept_seq ON concept (seq, id);
CREATE INDEX concept_state ON concept (state) WHERE gone = FALSE;
CREATE INDEX conceptedit_batch ON conceptedit (batch, id);
CREATE INDEX conceptedit_concept ON conceptedit (concept, id);
CREATE INDEX dismissal_article ON dismissal (article) WHERE gone = FALSE;
CREATE INDEX dismissal_at ON dismissal (at);
CREATE INDEX dismissal_word ON dismissal (publication) WHERE gone = FALSE AND scope = 'word';
CREATE INDEX feed_article ON feed (article, seq);
CREATE INDEX grant_person ON "grant" (person, kind, created);
CREATE INDEX issue_article ON issue (article, at, id);
CREATE INDEX issue_at ON issue (at, id) WHERE ended = 0;
CREATE INDEX issue_made_on ON issue (made_on);
CREATE INDEX issue_segment ON issue (segment, at, id);
CREATE INDEX issue_seq ON issue (seq);
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
CREATE TABLE job_part (
	job  TEXT   NOT NULL REFERENCES job (id) ON DELETE CASCADE,
	n    BIGINT NOT NULL,
	body BYTEA  NOT NULL, -- JSON
	PRIMARY KEY (job, n)
);
CREATE INDEX ledger_actor ON ledger (actor, seq);
CREATE INDEX ledger_kind ON ledger (kind, seq);
CREATE INDEX ledger_object ON ledger (object, seq);
CREATE INDEX memoryunit_alignment ON memoryunit (alignment);
CREATE INDEX memoryunit_article ON memoryunit (article) WHERE segment IS NOT NULL;
CREATE INDEX memoryunit_newest ON memoryunit
	(source_lang, target_lang, at DESC, id, state, translator, publication, segment, alignment)
	WHERE gone = FALSE;
CREATE INDEX memoryunit_seq ON memoryunit (seq, id);
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
CREATE INDEX notice_article ON notice (article);
CREATE INDEX notice_at ON notice (at);
CREATE INDEX notice_person ON notice (person, id);
CREATE INDEX notice_unread ON notice (person, article) WHERE seen = 0;
CREATE TABLE ruleedit (
	id          TEXT    NOT NULL PRIMARY KEY,
	publication TEXT    NOT NULL REFERENCES publication (id),
	seq         BIGINT  NOT NULL, -- of the edits of its publication, from 1
	srx         TEXT    NOT NULL,
	proposals   BOOLEAN NOT NULL, -- whether long sentences get proposals where to split them
	note        TEXT    NOT NULL,
	at          BIGINT  NOT NULL,
	person      TEXT    REFERENCES person (id), row_sum BIGINT NOT NULL DEFAULT 0,
	UNIQUE (publication, seq)
);
CREATE INDEX segment_assignment ON segment (assignment);
CREATE INDEX segment_count ON segment (article, state, sub_state, words, assignment)
	WHERE gone = FALSE;
CREATE INDEX segment_order ON segment (block, place, id, gone);
CREATE INDEX segment_review ON segment (review);
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
, row_sum BIGINT NOT NULL DEFAULT 0);
CREATE INDEX share_article ON share (article, created, id);
CREATE INDEX unitedit_batch ON unitedit (batch, id);
CREATE INDEX unitedit_unit ON unitedit (unit, id);
