-- How somebody wants the pages: what a browser starts with when they sign in there. Null where they did not choose.
CREATE TABLE accounts.appearance (
    principal_id BIGINT PRIMARY KEY REFERENCES accounts.principal,
    theme        TEXT,
    language     TEXT,
    reading      TEXT
);
