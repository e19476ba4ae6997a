-- The tables as they are after all migrations; `make schema` writes this file, nobody edits it.

CREATE SCHEMA access;

CREATE TABLE access.refresh_token (
    token_hash bytea NOT NULL,
    principal_id bigint NOT NULL,
    password_version integer NOT NULL,
    client_id text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    PRIMARY KEY (token_hash),
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
    password_hash text NOT NULL,
    password_version integer DEFAULT 1 NOT NULL,
    password_initial_until timestamp with time zone,
    administrator boolean DEFAULT false NOT NULL,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (principal_id),
    UNIQUE (name),
    UNIQUE (namespace_id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id)
);

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

CREATE TABLE accounts.principal (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    kind text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    CHECK ((kind = ANY (ARRAY['USER'::text, 'ROBOT'::text, 'BUILD'::text, 'CI'::text, 'SYSTEM'::text])))
);

CREATE TABLE accounts.session (
    token_hash bytea NOT NULL,
    principal_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    address text NOT NULL,
    client text NOT NULL,
    PRIMARY KEY (token_hash),
    FOREIGN KEY (principal_id) REFERENCES accounts.principal(id),
    CHECK ((octet_length(token_hash) = 32))
);
CREATE INDEX session_expiry ON accounts.session USING btree (expires_at);
CREATE INDEX session_principal ON accounts.session USING btree (principal_id);

CREATE SCHEMA content;

CREATE TABLE content.blob (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    digest bytea NOT NULL,
    size bigint NOT NULL,
    store smallint NOT NULL,
    storage_key text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    damaged_at timestamp with time zone,
    PRIMARY KEY (id),
    UNIQUE (digest),
    UNIQUE (store, storage_key),
    CHECK ((size >= 0))
);

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
    PRIMARY KEY (id),
    UNIQUE (repository_id, digest),
    FOREIGN KEY (pushed_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);
CREATE INDEX manifest_pushed ON content.manifest USING btree (repository_id, pushed_at DESC) WHERE (deleted_at IS NULL);
CREATE INDEX manifest_subject ON content.manifest USING btree (repository_id, subject, id) WHERE (subject IS NOT NULL);

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
    PRIMARY KEY (manifest_id),
    FOREIGN KEY (manifest_id) REFERENCES content.manifest(id)
);
CREATE INDEX manifest_review_due ON content.manifest_review USING btree (due_at);

CREATE TABLE content.object_deletion (
    store smallint NOT NULL,
    storage_key text NOT NULL,
    multipart_id text,
    size bigint DEFAULT 0 NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (store, storage_key)
);
CREATE INDEX object_deletion_due ON content.object_deletion USING btree (due_at);

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
    PRIMARY KEY (id),
    FOREIGN KEY (created_by) REFERENCES accounts.principal(id),
    FOREIGN KEY (namespace_id) REFERENCES accounts.namespace(id),
    CHECK ((length(name) <= 255)),
    CHECK ((visibility = ANY (ARRAY['PRIVATE'::text, 'PUBLIC'::text])))
);
CREATE INDEX repository_hidden ON content.repository USING btree (created_by) WHERE (hidden AND (deleted_at IS NULL));
CREATE UNIQUE INDEX repository_live_name ON content.repository USING btree (name) WHERE (deleted_at IS NULL);
CREATE INDEX repository_namespace ON content.repository USING btree (namespace_id, name) WHERE (deleted_at IS NULL);

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

CREATE TABLE content.repository_usage (
    repository_id bigint NOT NULL,
    hour timestamp with time zone NOT NULL,
    pulls bigint NOT NULL,
    last_pull_at timestamp with time zone NOT NULL,
    PRIMARY KEY (repository_id, hour),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id)
);

CREATE TABLE content.store (
    id smallint NOT NULL,
    identity uuid NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE content.tag (
    repository_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    manifest_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by bigint NOT NULL,
    version_key text COLLATE "C",
    expires_at timestamp with time zone,
    locked boolean DEFAULT false NOT NULL,
    PRIMARY KEY (repository_id, name),
    FOREIGN KEY (manifest_id) REFERENCES content.manifest(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id),
    FOREIGN KEY (updated_by) REFERENCES accounts.principal(id),
    CHECK (((length(name) >= 1) AND (length(name) <= 128)))
);
CREATE INDEX tag_manifest ON content.tag USING btree (manifest_id);

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
    CHECK ((kind = ANY (ARRAY['CREATE'::text, 'MOVE'::text, 'DELETE'::text, 'RESTORE'::text, 'EXPIRE'::text, 'LOCK'::text])))
);
CREATE INDEX tag_event_tag ON content.tag_event USING btree (repository_id, name, id DESC);

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
    PRIMARY KEY (id),
    UNIQUE (store, storage_key),
    FOREIGN KEY (owner_id) REFERENCES accounts.principal(id),
    FOREIGN KEY (repository_id) REFERENCES content.repository(id),
    CHECK ((state = ANY (ARRAY['OPEN'::text, 'WRITING'::text, 'COMMITTING'::text])))
);
CREATE INDEX upload_expiry ON content.upload USING btree (expires_at);
CREATE INDEX upload_owner ON content.upload USING btree (owner_id, active_at);
CREATE INDEX upload_repository ON content.upload USING btree (repository_id);

CREATE SCHEMA work;

CREATE TABLE work.site_state (
    singleton boolean DEFAULT true NOT NULL,
    instance_id uuid NOT NULL,
    master_key_fingerprint text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    PRIMARY KEY (singleton),
    CHECK ((master_key_fingerprint ~ '^[0-9a-f]{16}$'::text)),
    CHECK (singleton)
);

CREATE VIEW accounts.principal_name AS
 SELECT principal_id,
    name
   FROM accounts.app_user;

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
