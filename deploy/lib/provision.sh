# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # the variables are shared among these files
# From an empty cluster to tenants with demo data. Every step may be run again: it is skipped when its mark in VAR/steps says
# that it was finished for the same inputs. Sourced after cluster.sh and build.sh; needs CONFIG and TENANTS_DIR.

DEMO_SEED=${DEMO_SEED:-2026}

# once NAME INPUTS COMMAND…: runs COMMAND unless it was finished before with the same INPUTS.
once() {
    local mark=$VAR/steps/$1 inputs=$2
    shift 2
    [[ -f $mark && $(<"$mark") == "$inputs" ]] && return 0
    "$@" || return 1
    printf '%s' "$inputs" | as_app tee "$mark.new" >/dev/null && mv -f "$mark.new" "$mark"
}
forget_step() { rm -f "$VAR/steps/$1"; }

# ctl ARGUMENTS…: inzagectl under the portal's account.
ctl() {
    local inzagectl
    inzagectl=$(program inzagectl) || exit 1
    as_app "$inzagectl" --config "$CONFIG" --var "$VAR" "$@"
}

# The tenants that have a folder with settings.
tenant_ids() {
    local file
    for file in "$TENANTS_DIR"/*/tenant.yaml; do
        [[ -f $file ]] || continue
        file=$(basename "$(dirname "$file")")
        [[ $file == template ]] || echo "$file"
    done
}

digest_of() { cat "$@" 2>/dev/null | sha256sum | cut -c1-16; }

# The secrets, the roles of the platform and the control database. Only the SQL that inzagectl prints is run as superuser.
provision_control() {
    once control "$(digest_of "$ROOT/platform/database/bootstrap.sql" "$ROOT"/platform/database/migrations/control/*.sql)" make_control
}
make_control() {
    ctl control bootstrap 2>>"$LOG" | superuser_sql postgres -f - >>"$LOG" 2>&1 || return 1
    logged ctl control init
}

# provision_tenants: a database per tenant; sets TENANTS_REMARK.
provision_tenants() {
    local ids
    mapfile -t ids < <(tenant_ids)
    once tenants "$(printf '%s ' "${ids[@]}")$(digest_of "$ROOT"/platform/database/migrations/*/*.sql)" make_tenants
    TENANTS_REMARK="${#ids[@]}: ${ids[*]}"
}
make_tenants() {
    logged ctl tenant add --all || return 1
    logged ctl migrate
}

# demo_drop TENANT [options…]: what the tenant's care-record system would have exported.
demo_drop() {
    local tenant=$1 making=$VAR/drops/.$1.making
    shift
    as_app rm -rf "$making"
    as_app mkdir "$making"
    logged ctl demo-data "$tenant" --seed "$DEMO_SEED" --out "$making" "$@" || return 1
    as_app rm -rf "$VAR/drops/$tenant"
    as_app mv -T "$making" "$VAR/drops/$tenant"
}

# provision_drops [options of demo-data…]: what the care-record systems left for us, for every tenant.
provision_drops() {
    local tenant
    for tenant in $(tenant_ids); do
        once "drop.$tenant" "$DEMO_SEED $*" demo_drop "$tenant" "$@" || return 1
    done
}
# An organisation that changed to another adapter since begins with everything: a cursor is its own adapter's.
provision_sync() {
    local tenant adapter
    for tenant in $(tenant_ids); do
        adapter=$(sed -nE 's/^  adapter: ([a-z_]+).*/\1/p' "$TENANTS_DIR/$tenant/tenant.yaml" | head -n 1)
        if [[ $adapter == csv ]]; then
            once "sync.$tenant" "$DEMO_SEED" logged ctl sync run "$tenant" || return 1
        else
            once "sync.$tenant" "$DEMO_SEED $adapter" logged ctl sync run "$tenant" --full || return 1
        fi
    done
}
provision_accounts() { once accounts "$(tenant_ids | tr '\n' ' ')" logged ctl demo-accounts; }
