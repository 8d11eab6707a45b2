-- The pages of the memory list units newest first, by pair of languages, and count those of each pair.
-- One index holds all that either asks of, but the texts: an import gives half a million units one time,
-- which were sorted for every page, and each was read from the table to be counted or left out.
DROP INDEX memoryunit_pair;
CREATE INDEX memoryunit_newest ON memoryunit
	(source_lang, target_lang, at DESC, id, state, translator, publication, segment, alignment)
	WHERE gone = FALSE;
