-- The pull of one tag is found by its key: with the name among the columns of this index, a plan that was made while the
-- table was empty took this one instead, and read all pulls of the repository for each tag.
DROP INDEX content.tag_pull_last;
CREATE INDEX tag_pull_last ON content.tag_pull (repository_id, last_pull_at DESC) INCLUDE (name);
