-- What an article was asked for by: the key of the request, by which asking again is known, and a hash of all that
-- was asked for.
ALTER TABLE article ADD COLUMN op TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN request TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX article_op ON article (created_by, op) WHERE op <> '' AND created > 0;
