-- Run once per cluster by its superuser, safe to run again; afterwards no program of the portal is superuser.
--   psql variables: control_password, provisioner_password. `inzagectl control bootstrap` makes the passwords and
--   prints this file with them (as SCRAM verifiers) for psql's standard input: arguments can be read by all.
-- Roles:
--   inzage_control        the portal's own: reads where tenants live; no more than DML in the control database
--   inzage_control_owner  owns the control database; nobody signs in as it
--   inzage_provisioner    makes tenants' databases and roles; only inzagectl reads its password
\set ON_ERROR_STOP on
\set QUIET on

SELECT format('CREATE ROLE %I %s', wanted.name, wanted.options)
  FROM (VALUES ('inzage_control_owner', 'NOLOGIN'),
               ('inzage_control', 'LOGIN NOINHERIT CONNECTION LIMIT 10'),
               ('inzage_provisioner', 'LOGIN CREATEDB CREATEROLE CONNECTION LIMIT 10')) AS wanted (name, options)
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name)
\gexec
SET password_encryption = 'scram-sha-256';
ALTER ROLE inzage_control PASSWORD :'control_password';
ALTER ROLE inzage_provisioner PASSWORD :'provisioner_password';
GRANT inzage_control_owner TO inzage_provisioner;
-- Tenants' roles get a ceiling on temporary files that they can't raise.
GRANT SET ON PARAMETER temp_file_limit TO inzage_provisioner;

SELECT 'CREATE DATABASE inzage_control OWNER inzage_control_owner TEMPLATE template0 ENCODING ''UTF8'' '
       'LOCALE ''C.UTF-8'' STRATEGY wal_log'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'inzage_control')
\gexec
-- PostgreSQL lets everybody into these by default.
REVOKE ALL ON DATABASE inzage_control FROM PUBLIC;
REVOKE ALL ON DATABASE postgres FROM PUBLIC;
REVOKE ALL ON DATABASE template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE inzage_control TO inzage_control, inzage_provisioner;
