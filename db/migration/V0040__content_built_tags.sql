-- The tags that automated builds make, and who pushes them: {"patterns": […], "by": principal}; others are refused.
ALTER TABLE content.tag_policy ADD COLUMN built JSONB;
