# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # the variables are shared among these files
# A reporting database for demo organisations whose adapter is odbc: in the private cluster, filled from the demo export, with
# views and an account that may read these and nothing else. Sourced after provision.sh.

# Organisations whose settings say `adapter: odbc`.
reporting_tenants() {
    local tenant
    for tenant in $(tenant_ids); do
        ! grep -qE '^  adapter: odbc\b' "$TENANTS_DIR/$tenant/tenant.yaml" || echo "$tenant"
    done
}

reporting_password_file() { echo "$VAR/secrets/$1-reporting.password"; }

# Before the organisations' settings are read, because these name the file.
provision_reporting_secrets() {
    local tenant
    for tenant in $(reporting_tenants); do reporting_secret "$tenant" || return 1; done
}
reporting_secret() {
    local file
    file=$(reporting_password_file "$1")
    # shellcheck disable=SC2016 # the inner shell's own
    as_app test -s "$file" ||
        head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' | as_app sh -c 'umask 077; cat >"$1.new" && mv "$1.new" "$1"' sh "$file"
}

# After the demo exports are there.
provision_reporting() {
    local tenant
    for tenant in $(reporting_tenants); do
        once "reporting.$tenant" "$DEMO_SEED $(digest_of "$LIB/reporting.sql") $(stat -c %Y "$VAR/drops/$tenant/manifest.json")" \
            reporting_make "$tenant" || return 1
    done
}

# reporting_make TENANT: makes the database anew from the demo export.
reporting_make() {
    local tenant=$1 name=reporting_$1 password
    reporting_secret "$tenant" || return 1
    password=$(as_app cat "$(reporting_password_file "$tenant")") || return 1
    reporting_role_sql "$name" "$password" | superuser_sql postgres -f - >>"$LOG" 2>&1 || return 1
    { reporting_import_sql "$VAR/drops/$tenant" && sed "s/:reader/${name}_reader/" "$LIB/reporting.sql"; } |
        superuser_sql "$name" -f - >>"$LOG" 2>&1
}

reporting_role_sql() {
    cat <<SQL
SET log_statement = 'none';
DROP DATABASE IF EXISTS $1 WITH (FORCE);
DROP ROLE IF EXISTS ${1}_reader;
CREATE ROLE ${1}_reader LOGIN PASSWORD '$2' CONNECTION LIMIT 5;
CREATE DATABASE $1;
REVOKE ALL ON DATABASE $1 FROM PUBLIC;
GRANT CONNECT ON DATABASE $1 TO ${1}_reader;
SQL
}

# The files of the export as tables of texts, in the order of their rows.
reporting_import_sql() {
    local drop=$1 file kind header
    echo 'CREATE SCHEMA import;'
    for file in $(as_app find "$drop" -maxdepth 1 -name '*.csv' | sort); do
        kind=$(basename "$file" .csv)
        header=$(as_app head -n 1 "$file" | tr -d '\r"' | tr ';' ',')
        printf 'CREATE TABLE import.%s (%s text, row_no bigint GENERATED ALWAYS AS IDENTITY);\n' "$kind" "${header//,/ text, }"
        printf "COPY import.%s (%s) FROM STDIN WITH (FORMAT csv, HEADER, DELIMITER ';');\n" "$kind" "$header"
        as_app cat "$file" || return 1
        printf '\\.\n'
    done
}
