CREATE SCHEMA activity;

-- Who did what to what, from where, and what came of it. Names as they were then: rows are never changed.
CREATE TABLE activity.audit (
    id            BIGINT GENERATED ALWAYS AS IDENTITY,
    at            TIMESTAMPTZ NOT NULL,
    action        TEXT        NOT NULL,
    result        TEXT        NOT NULL CHECK (result IN ('OK', 'REFUSED')),
    actor_id      BIGINT,
    actor         TEXT        NOT NULL DEFAULT '',
    credential_id BIGINT,
    namespace_id  BIGINT,
    repository_id BIGINT,
    target        TEXT        NOT NULL DEFAULT '',
    details       JSONB       NOT NULL DEFAULT '{}',
    address       TEXT        NOT NULL DEFAULT '',
    client        TEXT        NOT NULL DEFAULT '',
    request_id    TEXT        NOT NULL DEFAULT '',
    -- more than one for what is rolled up by the hour
    times         BIGINT      NOT NULL DEFAULT 1,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE TABLE activity.audit_other PARTITION OF activity.audit DEFAULT;
CREATE INDEX audit_actor ON activity.audit (actor_id, at DESC, id DESC);
CREATE INDEX audit_namespace ON activity.audit (namespace_id, at DESC, id DESC);
CREATE INDEX audit_repository ON activity.audit (repository_id, at DESC, id DESC);
CREATE INDEX audit_action ON activity.audit (action, at DESC, id DESC);
