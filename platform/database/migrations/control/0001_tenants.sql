-- The control database: where each tenant lives and how to get there. No personal data of clients, ever.

CREATE TABLE cell (
    name       text PRIMARY KEY,
    -- libpq connection words without database, user and password
    conninfo   text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE tenant (
    id             text PRIMARY KEY,
    cell           text NOT NULL REFERENCES cell,
    database_name  text NOT NULL UNIQUE,
    state          text NOT NULL CHECK (state IN ('provisioning', 'active', 'suspended', 'read_only', 'offboarding')),
    schema_version integer NOT NULL DEFAULT 0,
    -- passwords of the app and migrate roles, sealed with the platform's key (libsodium secretbox, base64)
    app_secret_sealed     text NOT NULL,
    migrate_secret_sealed text NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);

-- What admins did: append-only for the portal's role.
CREATE TABLE admin_audit (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL,
    admin     text NOT NULL,
    deed      text NOT NULL,
    tenant    text,
    detail    jsonb NOT NULL DEFAULT '{}',
    from_ip   text NOT NULL DEFAULT ''
);
CREATE INDEX admin_audit_tenant ON admin_audit (tenant, at DESC);

CREATE TABLE admin_account (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    login_name    text NOT NULL UNIQUE,
    role          text NOT NULL CHECK (role IN ('platform_admin', 'organisation_admin', 'auditor')),
    tenant        text REFERENCES tenant ON DELETE CASCADE,
    password_hash text NOT NULL,
    totp_secret_sealed text,
    state         text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'blocked', 'removed')),
    created_at    timestamptz NOT NULL,
    last_login_at timestamptz,
    CHECK ((role = 'organisation_admin') = (tenant IS NOT NULL))
);

-- The portal reads where tenants live and opens the app role's secret. The migrate role's secret is not for it.
GRANT USAGE ON SCHEMA public TO :app;
GRANT SELECT ON cell, schema_migration TO :app;
GRANT SELECT (id, cell, database_name, state, schema_version, app_secret_sealed, created_at, updated_at) ON tenant TO :app;
GRANT UPDATE (state, updated_at) ON tenant TO :app;
GRANT SELECT, INSERT ON admin_audit TO :app;
GRANT SELECT, INSERT, UPDATE ON admin_account TO :app;
