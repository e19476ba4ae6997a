-- Old names after a rename or a transfer: pulls follow until a new repository takes the name.
CREATE TABLE content.repository_alias (
    name          TEXT COLLATE "C" PRIMARY KEY,
    repository_id BIGINT      NOT NULL REFERENCES content.repository,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX repository_alias_repository ON content.repository_alias (repository_id);
