-- Lists count the refused texts that wait for somebody, which are few among all changes.
CREATE INDEX change_refused ON change (article, segment, at) WHERE kind = 'refused';
