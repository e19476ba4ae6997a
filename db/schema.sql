-- The tables as they are after all migrations; `make schema` writes this file, nobody edits it.

CREATE SCHEMA access;

CREATE TABLE access.credential (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    principal_id bigint NOT NULL,
    name text NOT NULL,
    rights text[] NOT NULL,
    tag_patterns text[] DEFAULT '{}'::text[] NOT NULL,
    namespace_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    repository_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    disabled_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    last_used_address text,
    expiry_told_at timestamp with time zone,
    PRIMARY KEY (id),
    FOREIGN KEY (created_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CHECK (((cardinality(rights) > 0) AND (rights <@ ARRAY['READ'::text, 'WRITE'::text, 'DELETE'::text, 'ADMIN'::text])))
);
CREATE INDEX credential_expiry_untold ON access.credential USING btree (expires_at) WHERE ((revoked_at IS NULL) AND (disabled_at IS NULL) AND (expiry_told_at IS NULL));
CREATE INDEX credential_principal ON access.credential USING btree (principal_id, id);

CREATE TABLE access.credential_secret (
    secret_hash bytea NOT NULL,
    credential_id bigint NOT NULL,
    hint text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    valid_until timestamp with time zone,
    PRIMARY KEY (secret_hash),
    FOREIGN KEY (credential_id) REFERENCES access.credential(id),
    CHECK ((length(hint) = 4)),
    CHECK ((octet_length(secret_hash) = 32))
);
CREATE INDEX credential_secret_credential ON access.credential_secret USING btree (credential_id);

CREATE TABLE access.default_grant (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    namespace_id bigint NOT NULL,
    principal_id bigint,
    team_id bigint,
    role smallint NOT NULL,
    PRIMARY KEY (id),
    UNIQUE NULLS NOT DISTINCT (namespace_id, principal_id, team_id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    FOREIGN KEY (team_id) REFERENCES accounts.team(id) ON DELETE CASCADE,
    CHECK ((num_nonnulls(principal_id, team_id) = 1)),
    CHECK (((role >= 1) AND (role <= 4)))
);

CREATE TABLE access.grant (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    namespace_id bigint NOT NULL,
    repository_id bigint,
    principal_id bigint,
    team_id bigint,
    role smallint NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    UNIQUE NULLS NOT DISTINCT (namespace_id, repository_id, principal_id, team_id),
    FOREIGN KEY (created_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id) ON DELETE CASCADE,
    FOREIGN KEY (team_id) REFERENCES accounts.team(id) ON DELETE CASCADE,
    CHECK ((num_nonnulls(principal_id, team_id) = 1)),
    CHECK (((role >= 1) AND (role <= 4)))
);
CREATE INDEX grant_principal ON access."grant" USING btree (principal_id, namespace_id, repository_id) WHERE (principal_id IS NOT NULL);
CREATE INDEX grant_repository ON access."grant" USING btree (repository_id) WHERE (repository_id IS NOT NULL);
CREATE INDEX grant_team ON access."grant" USING btree (team_id, namespace_id, repository_id) WHERE (team_id IS NOT NULL);

CREATE TABLE access.grant_trash (
    namespace_id bigint NOT NULL,
    deleted_at timestamp with time zone DEFAULT now() NOT NULL,
    grants jsonb NOT NULL,
    default_grants jsonb NOT NULL,
    PRIMARY KEY (namespace_id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id)
);

CREATE TABLE access.refresh_token (
    token_hash bytea NOT NULL,
    principal_id bigint NOT NULL,
    password_version integer NOT NULL,
    client_id text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    PRIMARY KEY (token_hash),
    UNIQUE (id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    CHECK ((octet_length(token_hash) = 32))
);
CREATE INDEX refresh_token_principal ON access.refresh_token USING btree (principal_id);

CREATE TABLE access.signing_key (
    kid text NOT NULL,
    sealed bytea NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (kid),
    CHECK ((state = ANY (ARRAY['ACTIVE'::text, 'RETIRED'::text])))
);

CREATE SCHEMA accounts;

CREATE TABLE accounts.app_user (
    principal_id bigint NOT NULL,
    namespace_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    email text,
    password_hash text,
    password_version integer DEFAULT 1 NOT NULL,
    password_initial_until timestamp with time zone,
    administrator boolean DEFAULT false NOT NULL,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    auditor boolean DEFAULT false NOT NULL,
    display_name text DEFAULT ''::text NOT NULL,
    language text,
    email_confirmed_at timestamp with time zone,
    deleted_at timestamp with time zone,
    PRIMARY KEY (principal_id),
    UNIQUE (namespace_id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    CHECK ((length(display_name) <= 100))
);
CREATE UNIQUE INDEX app_user_live_email ON accounts.app_user USING btree (lower(email)) WHERE ((deleted_at IS NULL) AND (email IS NOT NULL));
CREATE UNIQUE INDEX app_user_live_name ON accounts.app_user USING btree (name) WHERE (deleted_at IS NULL);

CREATE TABLE accounts.appearance (
    principal_id bigint NOT NULL,
    theme text,
    language text,
    reading text,
    PRIMARY KEY (principal_id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id)
);

CREATE TABLE accounts.build_agent (
    principal_id bigint NOT NULL,
    repository_id bigint,
    PRIMARY KEY (principal_id),
    UNIQUE (repository_id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id) ON DELETE SET NULL
);

CREATE TABLE accounts.invitation (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    token_hash bytea NOT NULL,
    namespace_id bigint,
    email text,
    owner boolean DEFAULT false NOT NULL,
    team_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_by bigint,
    accepted_at timestamp with time zone,
    PRIMARY KEY (id),
    UNIQUE (token_hash),
    FOREIGN KEY (accepted_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (created_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id),
    CHECK ((octet_length(token_hash) = 32))
);
CREATE INDEX invitation_namespace ON accounts.invitation USING btree (namespace_id, id);

CREATE TABLE accounts.known_address (
    principal_id bigint NOT NULL,
    address text NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (principal_id, address),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id)
);

CREATE TABLE accounts.link (
    token_hash bytea NOT NULL,
    kind text NOT NULL,
    principal_id bigint NOT NULL,
    email text,
    created_by bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    PRIMARY KEY (token_hash),
    FOREIGN KEY (created_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    CHECK (((kind = 'EMAIL'::text) = (email IS NOT NULL))),
    CHECK ((kind = ANY (ARRAY['RESET'::text, 'EMAIL'::text]))),
    CHECK ((octet_length(token_hash) = 32))
);
CREATE INDEX link_expiry ON accounts.link USING btree (expires_at);
CREATE INDEX link_principal ON accounts.link USING btree (principal_id);

CREATE TABLE accounts.member (
    namespace_id bigint NOT NULL,
    principal_id bigint NOT NULL,
    owner boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (namespace_id, principal_id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.organisation(namespace_id),
    FOREIGN KEY (principal_id) REFERENCES accounts.app_user(principal_id)
);
CREATE INDEX member_principal ON accounts.member USING btree (principal_id);

CREATE TABLE accounts.namespace (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    name text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    owner_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    PRIMARY KEY (id),
    FOREIGN KEY (owner_id) REFERENCES accounts.principal(id),
    CHECK (((kind <> 'USER'::text) OR (owner_id IS NOT NULL))),
    CHECK ((kind = ANY (ARRAY['USER'::text, 'ORGANISATION'::text]))),
    CHECK ((((length(name) >= 2) AND (length(name) <= 64)) AND (name ~ '^[a-z0-9]+([._-][a-z0-9]+)*$'::text)))
);
CREATE UNIQUE INDEX namespace_live_name ON accounts.namespace USING btree (name) WHERE (deleted_at IS NULL);
CREATE INDEX namespace_owner ON accounts.namespace USING btree (owner_id);

CREATE TABLE accounts.organisation (
    namespace_id bigint NOT NULL,
    display_name text DEFAULT ''::text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    default_role smallint DEFAULT 1 NOT NULL,
    members_create boolean DEFAULT true NOT NULL,
    created_by bigint NOT NULL,
    PRIMARY KEY (namespace_id),
    FOREIGN KEY (created_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id),
    CHECK (((default_role >= 0) AND (default_role <= 4))),
    CHECK ((length(description) <= 1000)),
    CHECK ((length(display_name) <= 100))
);

CREATE TABLE accounts.organisation_trash (
    namespace_id bigint NOT NULL,
    deleted_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_by bigint NOT NULL,
    members jsonb NOT NULL,
    teams jsonb NOT NULL,
    team_members jsonb NOT NULL,
    PRIMARY KEY (namespace_id),
    FOREIGN KEY (deleted_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.organisation(namespace_id)
);
CREATE INDEX organisation_trash_newest ON accounts.organisation_trash USING btree (deleted_at DESC);

CREATE TABLE accounts.principal (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    kind text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    CHECK ((kind = ANY (ARRAY['USER'::text, 'ROBOT'::text, 'BUILD'::text, 'CI'::text, 'SYSTEM'::text])))
);

CREATE TABLE accounts.recovery_code (
    principal_id bigint NOT NULL,
    code_hash bytea NOT NULL,
    PRIMARY KEY (principal_id, code_hash),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    CHECK ((octet_length(code_hash) = 32))
);

CREATE TABLE accounts.reset_request (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    given text NOT NULL,
    language text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    CHECK ((length(given) <= 320))
);

CREATE TABLE accounts.robot (
    principal_id bigint NOT NULL,
    namespace_id bigint NOT NULL,
    repository_id bigint,
    name text COLLATE "C" NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    disabled_at timestamp with time zone,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    PRIMARY KEY (principal_id),
    FOREIGN KEY (created_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id) ON DELETE CASCADE,
    CHECK ((length(description) <= 1000)),
    CHECK ((((length(name) >= 2) AND (length(name) <= 64)) AND (name ~ '^[a-z0-9]+([._-][a-z0-9]+)*$'::text)))
);
CREATE UNIQUE INDEX robot_live_name ON accounts.robot USING btree (namespace_id, name) WHERE (deleted_at IS NULL);

CREATE TABLE accounts.second_factor (
    principal_id bigint NOT NULL,
    sealed bytea NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (principal_id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id)
);

CREATE TABLE accounts.session (
    token_hash bytea NOT NULL,
    principal_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    address text NOT NULL,
    client text NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    factors smallint DEFAULT 1 NOT NULL,
    see_as bigint,
    PRIMARY KEY (token_hash),
    UNIQUE (id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    FOREIGN KEY (see_as) REFERENCES accounts.principal(id),
    CHECK ((octet_length(token_hash) = 32))
);
CREATE INDEX session_expiry ON accounts.session USING btree (expires_at);
CREATE INDEX session_principal ON accounts.session USING btree (principal_id);

CREATE TABLE accounts.sign_up (
    token_hash bytea NOT NULL,
    name text COLLATE "C" NOT NULL,
    email text NOT NULL,
    password_hash text NOT NULL,
    language text,
    invitation_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    PRIMARY KEY (token_hash),
    UNIQUE (name),
    CHECK ((octet_length(token_hash) = 32))
);
CREATE INDEX sign_up_expiry ON accounts.sign_up USING btree (expires_at);

CREATE TABLE accounts.team (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    namespace_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (namespace_id, id),
    UNIQUE (namespace_id, name),
    FOREIGN KEY (namespace_id) REFERENCES accounts.organisation(namespace_id),
    CHECK ((length(description) <= 1000)),
    CHECK ((((length(name) >= 2) AND (length(name) <= 64)) AND (name ~ '^[a-z0-9]+([._-][a-z0-9]+)*$'::text)))
);

CREATE TABLE accounts.team_member (
    team_id bigint NOT NULL,
    namespace_id bigint NOT NULL,
    principal_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (team_id, principal_id),
    FOREIGN KEY (namespace_id, principal_id) REFERENCES accounts.member(namespace_id, principal_id) ON DELETE CASCADE,
    FOREIGN KEY (namespace_id, team_id) REFERENCES accounts.team(namespace_id, id) ON DELETE CASCADE
);
CREATE INDEX team_member_principal ON accounts.team_member USING btree (principal_id, namespace_id);

CREATE SCHEMA activity;

CREATE TABLE activity.audit_other (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    result text NOT NULL,
    actor_id bigint,
    actor text DEFAULT ''::text NOT NULL,
    credential_id bigint,
    namespace_id bigint,
    repository_id bigint,
    target text DEFAULT ''::text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    client text DEFAULT ''::text NOT NULL,
    request_id text DEFAULT ''::text NOT NULL,
    times bigint DEFAULT 1 NOT NULL,
    PRIMARY KEY (at, id),
    CHECK ((result = ANY (ARRAY['OK'::text, 'REFUSED'::text])))
);
CREATE INDEX audit_other_action_at_id_idx ON activity.audit_other USING btree (action, at DESC, id DESC);
CREATE INDEX audit_other_actor_id_at_id_idx ON activity.audit_other USING btree (actor_id, at DESC, id DESC);
CREATE INDEX audit_other_namespace_id_at_id_idx ON activity.audit_other USING btree (namespace_id, at DESC, id DESC);
CREATE INDEX audit_other_repository_id_at_id_idx ON activity.audit_other USING btree (repository_id, at DESC, id DESC);

CREATE SCHEMA builds;

CREATE TABLE builds.build (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    repository_id bigint NOT NULL,
    number integer NOT NULL,
    namespace_id bigint NOT NULL,
    trigger_id bigint,
    rule_id bigint,
    delivery_id bigint,
    cause text NOT NULL,
    started_by bigint,
    state text DEFAULT 'QUEUED'::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    detail text DEFAULT ''::text NOT NULL,
    ref_kind text NOT NULL,
    ref_name text NOT NULL,
    commit_id text,
    title text DEFAULT ''::text NOT NULL,
    author text DEFAULT ''::text NOT NULL,
    plan jsonb NOT NULL,
    tags text[] NOT NULL,
    digest text,
    queued_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    cloned_at timestamp with time zone,
    built_at timestamp with time zone,
    tested_at timestamp with time zone,
    finished_at timestamp with time zone,
    node text,
    claims integer DEFAULT 0 NOT NULL,
    losses integer DEFAULT 0 NOT NULL,
    lease_until timestamp with time zone,
    cancel_asked boolean DEFAULT false NOT NULL,
    cancelled_by bigint,
    credential_id bigint,
    end_told boolean DEFAULT false NOT NULL,
    log_lines bigint DEFAULT 0 NOT NULL,
    log_bytes bigint DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (repository_id, number),
    FOREIGN KEY (cancelled_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (delivery_id) REFERENCES builds.delivery(id) ON DELETE SET NULL,
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id) ON DELETE CASCADE,
    FOREIGN KEY (rule_id) REFERENCES builds.rule(id) ON DELETE SET NULL,
    FOREIGN KEY (started_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (trigger_id) REFERENCES builds.trigger(id) ON DELETE SET NULL,
    CHECK ((cause = ANY (ARRAY['PUSH'::text, 'MANUAL'::text, 'REMOTE'::text, 'RETRY'::text, 'REDELIVERY'::text, 'BACKFILL'::text]))),
    CHECK (((finished_at IS NOT NULL) = (state = ANY (ARRAY['SUCCEEDED'::text, 'FAILED'::text, 'CANCELLED'::text, 'TIMED_OUT'::text, 'SUPERSEDED'::text])))),
    CHECK (((lease_until IS NOT NULL) = (state = ANY (ARRAY['CLONING'::text, 'BUILDING'::text, 'TESTING'::text, 'PUSHING'::text])))),
    CHECK ((commit_id ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'::text)),
    CHECK ((length(detail) <= 2000)),
    CHECK ((ref_kind = ANY (ARRAY['BRANCH'::text, 'TAG'::text, 'COMMIT'::text]))),
    CHECK ((state = ANY (ARRAY['QUEUED'::text, 'CLONING'::text, 'BUILDING'::text, 'TESTING'::text, 'PUSHING'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'CANCELLED'::text, 'TIMED_OUT'::text, 'SUPERSEDED'::text])))
);
CREATE INDEX build_admitted ON builds.build USING btree (id) WHERE (credential_id IS NOT NULL);
CREATE INDEX build_failed ON builds.build USING btree (namespace_id, id DESC) WHERE (state = ANY (ARRAY['FAILED'::text, 'TIMED_OUT'::text]));
CREATE INDEX build_of ON builds.build USING btree (trigger_id, id DESC);
CREATE INDEX build_of_delivery ON builds.build USING btree (delivery_id) WHERE (delivery_id IS NOT NULL);
CREATE INDEX build_of_digest ON builds.build USING btree (repository_id, digest, id DESC) WHERE (digest IS NOT NULL);
CREATE INDEX build_of_rule ON builds.build USING btree (rule_id) WHERE (rule_id IS NOT NULL);
CREATE INDEX build_running ON builds.build USING btree (lease_until) WHERE (lease_until IS NOT NULL);
CREATE INDEX build_running_here ON builds.build USING btree (repository_id) WHERE (lease_until IS NOT NULL);
CREATE INDEX build_untold ON builds.build USING btree (id) WHERE ((finished_at IS NOT NULL) AND (NOT end_told));
CREATE INDEX build_waiting ON builds.build USING btree (namespace_id, id) WHERE (state = 'QUEUED'::text);

CREATE TABLE builds.delivery (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    trigger_id bigint NOT NULL,
    key text NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    event text NOT NULL,
    verdict text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    ref_kind text,
    ref_name text,
    commit_id text,
    headers jsonb DEFAULT '{}'::jsonb NOT NULL,
    body bytea NOT NULL,
    facts jsonb DEFAULT '[]'::jsonb NOT NULL,
    body_hash bytea NOT NULL,
    rules bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (trigger_id, body_hash),
    UNIQUE (trigger_id, key),
    FOREIGN KEY (trigger_id) REFERENCES builds.trigger(id) ON DELETE CASCADE,
    CHECK ((octet_length(body_hash) = 32)),
    CHECK (((length(key) >= 1) AND (length(key) <= 200))),
    CHECK ((ref_kind = ANY (ARRAY['BRANCH'::text, 'TAG'::text]))),
    CHECK ((verdict = ANY (ARRAY['BUILDS'::text, 'NOTHING'::text, 'PING'::text, 'REFUSED'::text])))
);
CREATE INDEX delivery_here ON builds.delivery USING btree (trigger_id, id DESC);
CREATE INDEX delivery_old ON builds.delivery USING btree (received_at);

CREATE TABLE builds.log (
    build_id bigint NOT NULL,
    first_line bigint NOT NULL,
    lines integer NOT NULL,
    said_at timestamp with time zone DEFAULT now() NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (build_id, first_line),
    FOREIGN KEY (build_id) REFERENCES builds.build(id) ON DELETE CASCADE,
    CHECK ((first_line >= 1)),
    CHECK ((lines >= 1))
);

CREATE TABLE builds.numbering (
    repository_id bigint NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (repository_id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id) ON DELETE CASCADE
);

CREATE TABLE builds.rule (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    trigger_id bigint NOT NULL,
    "position" integer NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    source text NOT NULL,
    pattern text NOT NULL,
    literal boolean NOT NULL,
    tags text[] NOT NULL,
    dockerfile text DEFAULT 'Dockerfile'::text NOT NULL,
    context text DEFAULT '.'::text NOT NULL,
    target text DEFAULT ''::text NOT NULL,
    test_target text DEFAULT ''::text NOT NULL,
    arguments jsonb DEFAULT '{}'::jsonb NOT NULL,
    cache boolean DEFAULT true NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (trigger_id, "position") DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (trigger_id) REFERENCES builds.trigger(id) ON DELETE CASCADE,
    CHECK (((length(pattern) >= 1) AND (length(pattern) <= 500))),
    CHECK ((source = ANY (ARRAY['BRANCH'::text, 'TAG'::text]))),
    CHECK (((cardinality(tags) >= 1) AND (cardinality(tags) <= 20)))
);

CREATE TABLE builds.secret (
    trigger_id bigint NOT NULL,
    name text NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (trigger_id, name),
    FOREIGN KEY (trigger_id) REFERENCES builds.trigger(id) ON DELETE CASCADE,
    CHECK ((name ~ '^[A-Za-z0-9_.-]{1,100}$'::text))
);

CREATE TABLE builds.trigger (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    public_id uuid NOT NULL,
    repository_id bigint NOT NULL,
    provider text NOT NULL,
    url text NOT NULL,
    default_branch text DEFAULT ''::text NOT NULL,
    auth text NOT NULL,
    login text DEFAULT ''::text NOT NULL,
    credential bytea,
    public_key text DEFAULT ''::text NOT NULL,
    host_keys text[] DEFAULT '{}'::text[] NOT NULL,
    hook_secret bytea NOT NULL,
    remote_hash bytea,
    remote_in_url boolean DEFAULT false NOT NULL,
    submodules boolean DEFAULT false NOT NULL,
    supersede boolean DEFAULT false NOT NULL,
    allow_pushes boolean DEFAULT false NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    paused_at timestamp with time zone,
    pause_told boolean DEFAULT false NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (public_id),
    FOREIGN KEY (created_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id) ON DELETE CASCADE,
    CHECK ((auth = ANY (ARRAY['NONE'::text, 'TOKEN'::text, 'KEY'::text]))),
    CHECK (((auth = 'NONE'::text) = (credential IS NULL))),
    CHECK ((provider = ANY (ARRAY['GITHUB'::text, 'GITLAB'::text, 'BITBUCKET'::text, 'GITEA'::text, 'GIT'::text]))),
    CHECK ((octet_length(remote_hash) = 32)),
    CHECK (((length(url) >= 1) AND (length(url) <= 2000)))
);
CREATE INDEX trigger_here ON builds.trigger USING btree (repository_id, id);
CREATE INDEX trigger_untold ON builds.trigger USING btree (id) WHERE ((paused_at IS NOT NULL) AND (NOT pause_told));

CREATE TABLE builds.worker (
    node text NOT NULL,
    host text NOT NULL,
    remote boolean NOT NULL,
    runner text NOT NULL,
    ready boolean NOT NULL,
    missing text[] NOT NULL,
    parallel integer NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (node),
    CHECK (((length(host) >= 1) AND (length(host) <= 255)))
);

CREATE SCHEMA content;

CREATE TABLE content.blob (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    digest bytea NOT NULL,
    size bigint NOT NULL,
    store smallint NOT NULL,
    storage_key text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    damaged_at timestamp with time zone,
    scrubbed_at timestamp with time zone,
    scrub_until timestamp with time zone,
    PRIMARY KEY (id),
    UNIQUE (digest),
    UNIQUE (store, storage_key),
    CHECK ((size >= 0))
);
CREATE INDEX blob_damaged ON content.blob USING btree (id) WHERE (damaged_at IS NOT NULL);
CREATE INDEX blob_scrub ON content.blob USING btree (COALESCE(scrubbed_at, created_at), id) WHERE (damaged_at IS NULL);

CREATE TABLE content.image (
    manifest_id bigint NOT NULL,
    state text DEFAULT 'WAITING'::text NOT NULL,
    failure text,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    kind text,
    artifact_type text,
    os text,
    architecture text,
    variant text,
    os_version text,
    platforms text[] DEFAULT '{}'::text[] NOT NULL,
    created timestamp with time zone,
    author text,
    settings jsonb,
    labels jsonb,
    history jsonb,
    layers jsonb,
    total_size bigint,
    cut boolean DEFAULT false NOT NULL,
    expires_after bigint,
    PRIMARY KEY (manifest_id),
    FOREIGN KEY (manifest_id) REFERENCES content.manifest(id) ON DELETE CASCADE,
    CHECK (((state <> 'READ'::text) OR (kind IS NOT NULL))),
    CHECK (((state = 'FAILED'::text) = (failure IS NOT NULL))),
    CHECK ((expires_after > 0)),
    CHECK ((failure = ANY (ARRAY['TOO_LARGE'::text, 'INVALID'::text, 'UNREADABLE'::text]))),
    CHECK ((kind = ANY (ARRAY['IMAGE'::text, 'INDEX'::text, 'ARTIFACT'::text]))),
    CHECK ((state = ANY (ARRAY['WAITING'::text, 'READ'::text, 'FAILED'::text])))
);
CREATE INDEX image_waiting ON content.image USING btree (due_at) WHERE (state = 'WAITING'::text);

CREATE TABLE content.image_label (
    manifest_id bigint NOT NULL,
    label text COLLATE "C" NOT NULL,
    repository_id bigint NOT NULL,
    PRIMARY KEY (manifest_id, label),
    FOREIGN KEY (manifest_id) REFERENCES content.manifest(id) ON DELETE CASCADE
);
CREATE INDEX image_label_here ON content.image_label USING btree (repository_id, label, manifest_id);
CREATE INDEX image_label_text ON content.image_label USING btree (label, manifest_id);

CREATE TABLE content.image_part (
    parent_id bigint NOT NULL,
    place integer NOT NULL,
    repository_id bigint NOT NULL,
    digest bytea NOT NULL,
    media_type text NOT NULL,
    artifact_type text,
    size bigint NOT NULL,
    os text,
    architecture text,
    variant text,
    os_version text,
    describes bytea,
    PRIMARY KEY (parent_id, place),
    FOREIGN KEY (parent_id) REFERENCES content.manifest(id) ON DELETE CASCADE
);
CREATE INDEX image_part_describes ON content.image_part USING btree (repository_id, describes) WHERE (describes IS NOT NULL);

CREATE TABLE content.image_platform (
    manifest_id bigint NOT NULL,
    platform text NOT NULL,
    repository_id bigint NOT NULL,
    PRIMARY KEY (manifest_id, platform),
    FOREIGN KEY (manifest_id) REFERENCES content.manifest(id) ON DELETE CASCADE
);
CREATE INDEX image_platform_here ON content.image_platform USING btree (repository_id, platform, manifest_id);

CREATE TABLE content.link_review (
    blob_id bigint NOT NULL,
    repository_id bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (blob_id, repository_id)
);
CREATE INDEX link_review_due ON content.link_review USING btree (due_at);

CREATE TABLE content.manifest (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    repository_id bigint NOT NULL,
    digest bytea NOT NULL,
    media_type text NOT NULL,
    artifact_type text,
    subject bytea,
    config_digest bytea,
    annotations jsonb,
    payload bytea NOT NULL,
    size integer NOT NULL,
    pushed_at timestamp with time zone DEFAULT now() NOT NULL,
    pushed_by bigint NOT NULL,
    lease_until timestamp with time zone NOT NULL,
    untagged_since timestamp with time zone,
    deleted_at timestamp with time zone,
    total_size bigint DEFAULT 0 NOT NULL,
    deleted_by bigint,
    PRIMARY KEY (id),
    UNIQUE (repository_id, digest),
    FOREIGN KEY (deleted_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (pushed_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);
CREATE INDEX manifest_deleted ON content.manifest USING btree (repository_id, deleted_at DESC, id DESC) WHERE (deleted_at IS NOT NULL);
CREATE INDEX manifest_pushed ON content.manifest USING btree (repository_id, pushed_at DESC) WHERE (deleted_at IS NULL);
CREATE INDEX manifest_search ON content.manifest USING btree (substr(digest, 2, 16), id);
CREATE INDEX manifest_subject ON content.manifest USING btree (repository_id, subject, id) WHERE (subject IS NOT NULL);
CREATE INDEX manifest_total ON content.manifest USING btree (repository_id, total_size DESC, id) WHERE ((untagged_since IS NULL) AND (deleted_at IS NULL));

CREATE TABLE content.manifest_blob (
    manifest_id bigint NOT NULL,
    repository_id bigint NOT NULL,
    blob_id bigint NOT NULL,
    PRIMARY KEY (manifest_id, blob_id),
    FOREIGN KEY (manifest_id) REFERENCES content.manifest(id),
    FOREIGN KEY (repository_id, blob_id) REFERENCES content.repository_blob(repository_id, blob_id)
);
CREATE INDEX manifest_blob_blob ON content.manifest_blob USING btree (blob_id, repository_id);

CREATE TABLE content.manifest_child (
    parent_id bigint NOT NULL,
    repository_id bigint NOT NULL,
    child_digest bytea NOT NULL,
    PRIMARY KEY (parent_id, child_digest),
    FOREIGN KEY (parent_id) REFERENCES content.manifest(id)
);
CREATE INDEX manifest_child_digest ON content.manifest_child USING btree (repository_id, child_digest);

CREATE TABLE content.manifest_review (
    manifest_id bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    orphaned_at timestamp with time zone,
    PRIMARY KEY (manifest_id)
);
CREATE INDEX manifest_review_due ON content.manifest_review USING btree (due_at);

CREATE TABLE content.object_deletion (
    store smallint NOT NULL,
    storage_key text NOT NULL,
    size bigint DEFAULT 0 NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    digest bytea,
    unfinished boolean DEFAULT false NOT NULL,
    PRIMARY KEY (store, storage_key)
);
CREATE INDEX object_deletion_digest ON content.object_deletion USING btree (digest) WHERE (digest IS NOT NULL);
CREATE INDEX object_deletion_due ON content.object_deletion USING btree (due_at);

CREATE TABLE content.quota (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    namespace_id bigint,
    repository_id bigint,
    limit_bytes bigint NOT NULL,
    warned smallint DEFAULT 0 NOT NULL,
    warned_at timestamp with time zone,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    phase text DEFAULT 'BLOBS'::text NOT NULL,
    place bigint DEFAULT 0 NOT NULL,
    place_digest bytea DEFAULT '\x'::bytea NOT NULL,
    found_drift bigint DEFAULT 0 NOT NULL,
    found_shared bigint DEFAULT 0 NOT NULL,
    found_trash bigint DEFAULT 0 NOT NULL,
    counted_at timestamp with time zone,
    drift bigint DEFAULT 0 NOT NULL,
    drift_at timestamp with time zone,
    shared bigint DEFAULT 0 NOT NULL,
    trash bigint DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (namespace_id),
    UNIQUE (repository_id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id) ON DELETE CASCADE,
    FOREIGN KEY (repository_id) REFERENCES content.repository(id) ON DELETE CASCADE,
    CHECK ((num_nonnulls(namespace_id, repository_id) = 1)),
    CHECK ((limit_bytes >= 0)),
    CHECK ((phase = ANY (ARRAY['BLOBS'::text, 'MANIFESTS'::text, 'CHARGED_BLOBS'::text, 'CHARGED_MANIFESTS'::text]))),
    CHECK ((warned = ANY (ARRAY[0, 80, 100])))
);
CREATE INDEX quota_due ON content.quota USING btree (due_at);

CREATE TABLE content.quota_charge (
    quota_id bigint NOT NULL,
    kind smallint NOT NULL,
    item_id bigint NOT NULL,
    bytes bigint NOT NULL,
    PRIMARY KEY (quota_id, kind, item_id),
    CHECK ((bytes >= 0)),
    CHECK ((kind = ANY (ARRAY[1, 2])))
);

CREATE TABLE content.quota_removal (
    quota_id bigint NOT NULL,
    PRIMARY KEY (quota_id)
);

CREATE TABLE content.quota_slot (
    quota_id bigint NOT NULL,
    slot smallint NOT NULL,
    free_bytes bigint NOT NULL,
    PRIMARY KEY (quota_id, slot),
    FOREIGN KEY (quota_id) REFERENCES content.quota(id) ON DELETE CASCADE,
    CHECK (((slot >= 0) AND (slot <= 15)))
);

CREATE TABLE content.readme (
    repository_id bigint NOT NULL,
    text text NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (repository_id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id),
    CHECK (((text <> ''::text) AND (octet_length(text) <= 65536)))
);

CREATE TABLE content.repository (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    namespace_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    visibility text DEFAULT 'PRIVATE'::text NOT NULL,
    access_version integer DEFAULT 1 NOT NULL,
    hidden boolean DEFAULT false NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by bigint NOT NULL,
    deleted_at timestamp with time zone,
    deleted_by bigint,
    PRIMARY KEY (id),
    FOREIGN KEY (created_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (deleted_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id),
    CHECK ((length(name) <= 255)),
    CHECK ((visibility = ANY (ARRAY['PRIVATE'::text, 'PUBLIC'::text])))
);
CREATE INDEX repository_deleted ON content.repository USING btree (deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX repository_hidden ON content.repository USING btree (created_by) WHERE (hidden AND (deleted_at IS NULL));
CREATE UNIQUE INDEX repository_live_name ON content.repository USING btree (name) WHERE (deleted_at IS NULL);
CREATE INDEX repository_namespace ON content.repository USING btree (namespace_id, name) WHERE (deleted_at IS NULL);
CREATE INDEX repository_of_namespace ON content.repository USING btree (namespace_id, id);
CREATE INDEX repository_public ON content.repository USING btree (name) WHERE ((visibility = 'PUBLIC'::text) AND (NOT hidden) AND (deleted_at IS NULL));
CREATE INDEX repository_search ON content.repository USING gin ((((name || ' '::text) || lower(description))) content.gin_trgm_ops);
CREATE INDEX repository_search_public ON content.repository USING gin ((((lower(description) || ' '::text) || name)) content.gin_trgm_ops) WHERE (visibility = 'PUBLIC'::text);
CREATE INDEX repository_trash ON content.repository USING btree (namespace_id, deleted_at DESC, id DESC) WHERE (deleted_at IS NOT NULL);

CREATE TABLE content.repository_activity (
    repository_id bigint NOT NULL,
    active_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (repository_id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);
CREATE INDEX repository_activity_newest ON content.repository_activity USING btree (active_at DESC, repository_id DESC);

CREATE TABLE content.repository_alias (
    name text COLLATE "C" NOT NULL,
    repository_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (name),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);
CREATE INDEX repository_alias_repository ON content.repository_alias USING btree (repository_id);

CREATE TABLE content.repository_blob (
    repository_id bigint NOT NULL,
    blob_id bigint NOT NULL,
    namespace_id bigint NOT NULL,
    lease_until timestamp with time zone NOT NULL,
    hidden_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (repository_id, blob_id),
    FOREIGN KEY (blob_id) REFERENCES content.blob(id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);
CREATE INDEX repository_blob_blob ON content.repository_blob USING btree (blob_id);
CREATE INDEX repository_blob_namespace ON content.repository_blob USING btree (namespace_id, blob_id);

CREATE TABLE content.repository_content (
    repository_id bigint NOT NULL,
    facets text[] NOT NULL,
    PRIMARY KEY (repository_id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);
CREATE INDEX repository_content_facets ON content.repository_content USING gin (facets);

CREATE TABLE content.repository_pulls (
    repository_id bigint NOT NULL,
    pulls bigint DEFAULT 0 NOT NULL,
    PRIMARY KEY (repository_id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);
CREATE INDEX repository_pulls_most ON content.repository_pulls USING btree (pulls DESC, repository_id DESC);

CREATE TABLE content.repository_size (
    repository_id bigint NOT NULL,
    bytes bigint NOT NULL,
    shared bigint NOT NULL,
    measured_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (repository_id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);

CREATE TABLE content.repository_size_day (
    repository_id bigint NOT NULL,
    day date NOT NULL,
    bytes bigint NOT NULL,
    shared bigint NOT NULL,
    PRIMARY KEY (repository_id, day),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);

CREATE TABLE content.repository_usage (
    repository_id bigint NOT NULL,
    hour timestamp with time zone NOT NULL,
    pulls bigint NOT NULL,
    last_pull_at timestamp with time zone NOT NULL,
    PRIMARY KEY (repository_id, hour),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);

CREATE TABLE content.star (
    principal_id bigint NOT NULL,
    repository_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (principal_id, repository_id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);
CREATE INDEX star_repository ON content.star USING btree (repository_id);

CREATE TABLE content.store (
    id smallint NOT NULL,
    identity uuid NOT NULL,
    generation bigint DEFAULT 0 NOT NULL,
    marked bigint DEFAULT 0 NOT NULL,
    raised_at timestamp with time zone DEFAULT '2000-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE content.tag (
    repository_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    manifest_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by bigint NOT NULL,
    version_key text COLLATE "C" DEFAULT ''::text NOT NULL,
    expires_at timestamp with time zone,
    locked boolean DEFAULT false NOT NULL,
    expiry_by_hand boolean DEFAULT false NOT NULL,
    held_until timestamp with time zone,
    PRIMARY KEY (repository_id, name),
    FOREIGN KEY (manifest_id) REFERENCES content.manifest(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id),
    FOREIGN KEY (updated_by) REFERENCES accounts.principal(id),
    CHECK (((length(name) >= 1) AND (length(name) <= 128)))
);
CREATE INDEX tag_expiry ON content.tag USING btree (COALESCE(held_until, expires_at)) WHERE (expires_at IS NOT NULL);
CREATE INDEX tag_locked ON content.tag USING btree (repository_id, name) WHERE locked;
CREATE INDEX tag_manifest ON content.tag USING btree (manifest_id, name);
CREATE INDEX tag_search ON content.tag USING btree (lower(name), repository_id, name);
CREATE INDEX tag_updated ON content.tag USING btree (repository_id, updated_at DESC, name);
CREATE INDEX tag_version ON content.tag USING btree (repository_id, version_key DESC, name);
CREATE INDEX tag_without_version_key ON content.tag USING btree (repository_id, name) WHERE (version_key = ''::text);

CREATE TABLE content.tag_event (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    repository_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    digest bytea,
    previous bytea,
    at timestamp with time zone DEFAULT now() NOT NULL,
    by bigint NOT NULL,
    client text DEFAULT ''::text NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (by) REFERENCES accounts.principal(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id),
    CHECK ((kind = ANY (ARRAY['CREATE'::text, 'MOVE'::text, 'DELETE'::text, 'RESTORE'::text, 'EXPIRE'::text, 'LOCK'::text, 'UNLOCK'::text])))
);
CREATE INDEX tag_event_previous ON content.tag_event USING btree (repository_id, previous, at DESC) WHERE (previous IS NOT NULL);
CREATE INDEX tag_event_tag ON content.tag_event USING btree (repository_id, name, id DESC);
CREATE INDEX tag_event_time ON content.tag_event USING btree (repository_id, at DESC, id DESC);

CREATE TABLE content.tag_policy (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    namespace_id bigint,
    repository_id bigint,
    tag_rules jsonb,
    retention jsonb,
    next_run_at timestamp with time zone,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    built jsonb,
    PRIMARY KEY (id),
    UNIQUE (namespace_id),
    UNIQUE (repository_id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id) ON DELETE CASCADE,
    FOREIGN KEY (repository_id) REFERENCES content.repository(id) ON DELETE CASCADE,
    CHECK ((num_nonnulls(namespace_id, repository_id) = 1))
);
CREATE INDEX tag_policy_next_run ON content.tag_policy USING btree (next_run_at) WHERE (next_run_at IS NOT NULL);

CREATE TABLE content.tag_pull (
    repository_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    last_pull_at timestamp with time zone NOT NULL,
    PRIMARY KEY (repository_id, name),
    FOREIGN KEY (repository_id, name) REFERENCES content.tag(repository_id, name) ON DELETE CASCADE
);
CREATE INDEX tag_pull_last ON content.tag_pull USING btree (repository_id, last_pull_at DESC, name);

CREATE TABLE content.tag_usage (
    repository_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    hour timestamp with time zone NOT NULL,
    pulls bigint NOT NULL,
    last_pull_at timestamp with time zone NOT NULL,
    PRIMARY KEY (repository_id, name, hour),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);

CREATE TABLE content.upload (
    id uuid NOT NULL,
    repository_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    store smallint NOT NULL,
    storage_key text NOT NULL,
    state text DEFAULT 'OPEN'::text NOT NULL,
    epoch integer DEFAULT 0 NOT NULL,
    writer_until timestamp with time zone,
    received bigint DEFAULT 0 NOT NULL,
    algorithm text DEFAULT 'sha256'::text NOT NULL,
    digest_so_far bytea,
    multipart jsonb,
    tail bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    active_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    quotas bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    reserved bigint DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (store, storage_key),
    FOREIGN KEY (owner_id) REFERENCES accounts.principal(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id),
    CHECK ((reserved >= 0)),
    CHECK ((state = ANY (ARRAY['OPEN'::text, 'WRITING'::text, 'COMMITTING'::text])))
);
CREATE INDEX upload_expiry ON content.upload USING btree (expires_at);
CREATE INDEX upload_owner ON content.upload USING btree (owner_id, active_at);
CREATE INDEX upload_repository ON content.upload USING btree (repository_id);
CREATE INDEX upload_reserved ON content.upload USING gin (quotas) WHERE (reserved > 0);

CREATE SCHEMA gc;

CREATE TABLE gc.retention_run (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    repository_id bigint NOT NULL,
    state text DEFAULT 'WAITING'::text NOT NULL,
    started_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    finished_at timestamp with time zone,
    looked_at bigint DEFAULT 0 NOT NULL,
    gone bigint DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id) ON DELETE CASCADE,
    FOREIGN KEY (started_by) REFERENCES accounts.principal(id),
    CHECK (((state = 'WAITING'::text) = (finished_at IS NULL))),
    CHECK ((state = ANY (ARRAY['WAITING'::text, 'DONE'::text, 'FAILED'::text])))
);
CREATE INDEX retention_run_due ON gc.retention_run USING btree (due_at) WHERE (state = 'WAITING'::text);
CREATE INDEX retention_run_here ON gc.retention_run USING btree (repository_id, id DESC);
CREATE INDEX retention_run_old ON gc.retention_run USING btree (created_at);
CREATE UNIQUE INDEX retention_run_waiting ON gc.retention_run USING btree (repository_id) WHERE (state = 'WAITING'::text);

CREATE TABLE gc.retention_tag (
    run_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (run_id, name),
    FOREIGN KEY (run_id) REFERENCES gc.retention_run(id) ON DELETE CASCADE
);

CREATE TABLE gc.run (
    hour timestamp with time zone NOT NULL,
    reviews bigint DEFAULT 0 NOT NULL,
    links bigint DEFAULT 0 NOT NULL,
    blobs bigint DEFAULT 0 NOT NULL,
    manifests bigint DEFAULT 0 NOT NULL,
    repositories bigint DEFAULT 0 NOT NULL,
    uploads bigint DEFAULT 0 NOT NULL,
    objects bigint DEFAULT 0 NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    ended_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (hour)
);

CREATE TABLE gc.state (
    singleton boolean DEFAULT true NOT NULL,
    paused_at timestamp with time zone,
    PRIMARY KEY (singleton),
    CHECK (singleton)
);

CREATE SCHEMA inspection;

CREATE TABLE inspection.comparison (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    before bytea NOT NULL,
    after bytea NOT NULL,
    layers bigint[] NOT NULL,
    split integer NOT NULL,
    state text DEFAULT 'WAITING'::text NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (before, after),
    CHECK ((state = ANY (ARRAY['WAITING'::text, 'READ'::text, 'FAILED'::text])))
);
CREATE INDEX comparison_asked_at ON inspection.comparison USING btree (asked_at);
CREATE INDEX comparison_layers ON inspection.comparison USING gin (layers);
CREATE INDEX comparison_waiting ON inspection.comparison USING btree (due_at) WHERE (state = 'WAITING'::text);

CREATE TABLE inspection.comparison_file (
    comparison_id bigint NOT NULL,
    nth integer NOT NULL,
    path text NOT NULL,
    change text NOT NULL,
    kind text NOT NULL,
    aspects text[] NOT NULL,
    size_before bigint,
    size_after bigint,
    PRIMARY KEY (comparison_id, nth),
    FOREIGN KEY (comparison_id) REFERENCES inspection.comparison(id) ON DELETE CASCADE,
    CHECK ((change = ANY (ARRAY['ADDED'::text, 'REMOVED'::text, 'CHANGED'::text])))
);

CREATE TABLE inspection.comparison_sum (
    comparison_id bigint NOT NULL,
    change text NOT NULL,
    files integer NOT NULL,
    bytes bigint NOT NULL,
    PRIMARY KEY (comparison_id, change),
    FOREIGN KEY (comparison_id) REFERENCES inspection.comparison(id) ON DELETE CASCADE,
    CHECK ((change = ANY (ARRAY['ADDED'::text, 'REMOVED'::text, 'CHANGED'::text])))
);

CREATE TABLE inspection.entry (
    layer_id bigint NOT NULL,
    folder bytea NOT NULL,
    name text COLLATE "C" NOT NULL,
    parent text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    opaque boolean NOT NULL,
    listed boolean NOT NULL,
    size bigint NOT NULL,
    mode integer NOT NULL,
    uid bigint NOT NULL,
    gid bigint NOT NULL,
    modified timestamp with time zone,
    target text NOT NULL,
    "position" bigint,
    checksum bigint,
    PRIMARY KEY (layer_id, folder, name),
    FOREIGN KEY (layer_id) REFERENCES inspection.layer(id) ON DELETE CASCADE,
    CHECK ((length(folder) = 16)),
    CHECK ((kind = ANY (ARRAY['FILE'::text, 'DIRECTORY'::text, 'SYMLINK'::text, 'HARDLINK'::text, 'DEVICE'::text, 'WHITEOUT'::text]))),
    CHECK ((length(name) <= 255))
);

CREATE TABLE inspection.image (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    manifest bytea NOT NULL,
    layers bigint[] NOT NULL,
    state text DEFAULT 'WAITING'::text NOT NULL,
    seen bigint DEFAULT 0 NOT NULL,
    wasted bigint DEFAULT 0 NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (manifest),
    CHECK ((state = ANY (ARRAY['WAITING'::text, 'READ'::text, 'FAILED'::text])))
);
CREATE INDEX image_layers ON inspection.image USING gin (layers);
CREATE INDEX image_waiting ON inspection.image USING btree (due_at) WHERE (state = 'WAITING'::text);

CREATE TABLE inspection.image_file (
    image_id bigint NOT NULL,
    wasted boolean NOT NULL,
    rank integer NOT NULL,
    place integer NOT NULL,
    path text NOT NULL,
    size bigint NOT NULL,
    PRIMARY KEY (image_id, wasted, rank),
    FOREIGN KEY (image_id) REFERENCES inspection.image(id) ON DELETE CASCADE
);

CREATE TABLE inspection.layer (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    digest bytea NOT NULL,
    repository text NOT NULL,
    state text DEFAULT 'WAITING'::text NOT NULL,
    failure text,
    entries integer DEFAULT 0 NOT NULL,
    refused integer DEFAULT 0 NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    looked_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (digest),
    CHECK (((state = 'FAILED'::text) = (failure IS NOT NULL))),
    CHECK ((state = ANY (ARRAY['WAITING'::text, 'READ'::text, 'FAILED'::text])))
);
CREATE INDEX layer_looked_at ON inspection.layer USING btree (looked_at);
CREATE INDEX layer_waiting ON inspection.layer USING btree (due_at) WHERE (state = 'WAITING'::text);

CREATE SCHEMA work;

CREATE TABLE work.counter (
    key text COLLATE "C" NOT NULL,
    misses integer NOT NULL,
    blocked_until timestamp with time zone NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (key),
    CHECK ((misses > 0))
);
CREATE INDEX counter_changed ON work.counter USING btree (changed_at);

CREATE TABLE work.idempotency (
    id bytea NOT NULL,
    holder uuid NOT NULL,
    request bytea NOT NULL,
    answer bytea,
    held_until timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX idempotency_created ON work.idempotency USING btree (created_at);

CREATE TABLE work.mail (
    id uuid NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX mail_due ON work.mail USING btree (due_at);

CREATE TABLE work.operation (
    id uuid NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    owner_id bigint,
    state text DEFAULT 'QUEUED'::text NOT NULL,
    phase text DEFAULT ''::text NOT NULL,
    done bigint DEFAULT 0 NOT NULL,
    total bigint DEFAULT 0 NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    result jsonb DEFAULT '{}'::jsonb NOT NULL,
    problem text,
    cancel_asked boolean DEFAULT false NOT NULL,
    node text,
    claims integer DEFAULT 0 NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    lease_until timestamp with time zone DEFAULT now() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    PRIMARY KEY (id),
    CHECK (((finished_at IS NULL) = (state = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text])))),
    CHECK (((problem IS NULL) = (state <> 'FAILED'::text))),
    CHECK ((done >= 0)),
    CHECK ((kind ~ '^[a-z][a-z-]{0,30}\.[a-z][a-z-]{0,30}$'::text)),
    CHECK ((state = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text, 'DONE'::text, 'FAILED'::text, 'CANCELLED'::text]))),
    CHECK ((total >= 0))
);
CREATE INDEX operation_finished ON work.operation USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX operation_newest ON work.operation USING btree (created_at DESC, id DESC);
CREATE INDEX operation_of ON work.operation USING btree (owner_id, created_at DESC, id DESC);
CREATE INDEX operation_unfinished ON work.operation USING btree (owner_id, created_at DESC, id DESC) WHERE (finished_at IS NULL);
CREATE INDEX operation_waiting ON work.operation USING btree (lease_until) WHERE (finished_at IS NULL);

CREATE TABLE work.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    reader text NOT NULL,
    body jsonb NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX outbox_reader ON work.outbox USING btree (reader, id);

CREATE TABLE work.site_state (
    singleton boolean DEFAULT true NOT NULL,
    instance_id uuid NOT NULL,
    master_key_fingerprint text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (singleton),
    CHECK ((master_key_fingerprint ~ '^[0-9a-f]{16}$'::text)),
    CHECK (singleton)
);

CREATE VIEW access.holding AS
 SELECT n.owner_id AS principal_id,
    n.id AS namespace_id,
    NULL::bigint AS repository_id,
    4 AS role,
    'NAMESPACE'::text AS reason,
    NULL::bigint AS team_id
   FROM accounts.namespace n
  WHERE n.kind = 'USER'::text AND n.deleted_at IS NULL
UNION ALL
 SELECT m.principal_id,
    m.namespace_id,
    NULL::bigint AS repository_id,
        CASE
            WHEN m.owner THEN 4
            ELSE o.default_role::integer
        END AS role,
        CASE
            WHEN m.owner THEN 'OWNER'::text
            ELSE 'MEMBER'::text
        END AS reason,
    NULL::bigint AS team_id
   FROM accounts.member m
     JOIN accounts.organisation o ON o.namespace_id = m.namespace_id
UNION ALL
 SELECT g.principal_id,
    g.namespace_id,
    g.repository_id,
    g.role,
    'GRANT'::text AS reason,
    NULL::bigint AS team_id
   FROM access."grant" g
  WHERE g.principal_id IS NOT NULL
UNION ALL
 SELECT t.principal_id,
    g.namespace_id,
    g.repository_id,
    g.role,
    'TEAM'::text AS reason,
    g.team_id
   FROM access."grant" g
     JOIN accounts.team_member t ON t.team_id = g.team_id AND t.namespace_id = g.namespace_id;

CREATE VIEW accounts.principal_name AS
 SELECT app_user.principal_id,
    app_user.name
   FROM accounts.app_user
UNION ALL
 SELECT r.principal_id,
    (n.name || '+'::text) || r.name AS name
   FROM accounts.robot r
     JOIN accounts.namespace n ON n.id = r.namespace_id
UNION ALL
 SELECT a.principal_id,
    '_build+'::text || r.name AS name
   FROM accounts.build_agent a
     JOIN content.repository r ON r.id = a.repository_id;

CREATE VIEW content.live_manifest AS
 SELECT id,
    repository_id,
    digest,
    media_type,
    artifact_type,
    subject,
    config_digest,
    annotations,
    payload,
    size,
    pushed_at,
    pushed_by,
    lease_until,
    untagged_since,
    deleted_at
   FROM content.manifest m
  WHERE deleted_at IS NULL;
