-- Lists take what is public in the order of names, without passing over what is not.
CREATE INDEX repository_public ON content.repository (name)
    WHERE visibility = 'PUBLIC' AND NOT hidden AND deleted_at IS NULL;
