-- Repositories that somebody keeps at hand. A star belongs to the person and goes with either side: who is gone, or what is,
-- has none in any count.
CREATE TABLE content.star (
    principal_id  BIGINT      NOT NULL REFERENCES accounts.principal,
    repository_id BIGINT      NOT NULL REFERENCES content.repository,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (principal_id, repository_id)
);
CREATE INDEX star_repository ON content.star (repository_id);
