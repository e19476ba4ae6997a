-- Where an account is looked for by name, this index must not look as good as that of the names: see docs/adr/0007.
DROP INDEX accounts.app_user_live_email;
CREATE UNIQUE INDEX app_user_live_email ON accounts.app_user (lower(email)) WHERE deleted_at IS NULL AND email IS NOT NULL;
