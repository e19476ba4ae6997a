-- Who acts where nobody does: what expires, and what rules take away.
INSERT INTO accounts.principal (kind)
SELECT 'SYSTEM' WHERE NOT EXISTS (SELECT FROM accounts.principal WHERE kind = 'SYSTEM');
