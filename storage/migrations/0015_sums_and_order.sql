-- A sum over all columns of a row, by which damage is found in what no hash of a history covers. It is kept on
-- SQLite; PostgreSQL has sums of its own. 0: none was made yet.
ALTER TABLE person ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE publication ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE logo ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ruleedit ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE block ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE assignment ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE issue ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE dismissal ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE share ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE alignment ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE memoryunit ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE unitedit ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE concept ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conceptedit ADD COLUMN row_sum BIGINT NOT NULL DEFAULT 0;

-- The order in which things happened, whatever the clock said. 0: before it was kept; then the time decides.
ALTER TABLE comment ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
CREATE INDEX comment_seq ON comment (seq);
ALTER TABLE issue ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
CREATE INDEX issue_seq ON issue (seq);
ALTER TABLE article ADD COLUMN published_seq BIGINT NOT NULL DEFAULT 0; -- of the last change before its publication
