-- Registering looks an address up among the clients, for anybody who types one: its price may not grow with them.
CREATE INDEX client_email ON client (lower(email)) WHERE email <> '';
-- A contact that the care record takes away is looked for in these.
CREATE INDEX invitation_contact ON invitation (contact_id) WHERE contact_id IS NOT NULL;
-- What is deleted with an account.
CREATE INDEX invitation_account ON invitation (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX contact_change_account ON contact_change (account_id);
