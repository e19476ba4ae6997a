-- What the images of a repository take, measured some seconds after pushes and deletions: each blob once.
CREATE TABLE content.repository_size (
    repository_id BIGINT PRIMARY KEY REFERENCES content.repository (id),
    bytes         BIGINT      NOT NULL,
    shared        BIGINT      NOT NULL, -- of these, what another repository has too
    measured_at   TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- The last measure of each day (UTC) on which it changed.
CREATE TABLE content.repository_size_day (
    repository_id BIGINT NOT NULL REFERENCES content.repository (id),
    day           DATE   NOT NULL,
    bytes         BIGINT NOT NULL,
    shared        BIGINT NOT NULL,
    PRIMARY KEY (repository_id, day)
);
