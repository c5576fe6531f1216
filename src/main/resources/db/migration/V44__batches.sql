-- By what a server knows documents that it stored again when it lost its connection amid the commit: a number that it drew at random.
-- Ids do not say it: of a transaction that was lost with the old primary, the new one gives the same ids to somebody else.
ALTER TABLE document ADD COLUMN batch bigint;
