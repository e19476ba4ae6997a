-- What happened to the tags of a repository, the newest first, and what was so on a day.
CREATE INDEX tag_event_time ON content.tag_event (repository_id, at DESC, id DESC);
