-- What people write about a repository at length, in Markdown as they typed it; missing where nobody wrote any.
CREATE TABLE content.readme (
    repository_id BIGINT PRIMARY KEY REFERENCES content.repository,
    text          TEXT        NOT NULL CHECK (text <> '' AND octet_length(text) <= 65536),
    changed_at    TIMESTAMPTZ NOT NULL DEFAULT now()
);
