-- What tags of a namespace, or of one repository, may become: rules that refuse, and what retention keeps.
CREATE TABLE content.tag_policy (
    id            BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    namespace_id  BIGINT      UNIQUE REFERENCES accounts.namespace ON DELETE CASCADE,
    repository_id BIGINT      UNIQUE REFERENCES content.repository ON DELETE CASCADE,
    tag_rules     JSONB,      -- none: no rules
    retention     JSONB,      -- none: that of the namespace, where there is one
    next_run_at   TIMESTAMPTZ, -- of retention; none: only when somebody asks
    changed_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(namespace_id, repository_id) = 1)
);
CREATE INDEX tag_policy_next_run ON content.tag_policy (next_run_at) WHERE next_run_at IS NOT NULL;
