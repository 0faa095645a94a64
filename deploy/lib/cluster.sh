# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # the variables are shared among these files
# A private PostgreSQL 15 cluster in VAR/pg: data in data/, socket in run/. No TCP. Sourced after kept.sh; needs VAR.

PG_PORT=5432 # only names the socket file
# CLUSTER_EXTRA: lines for postgresql.conf that win over those here (the tests switch fsync off with it).
CLUSTER_EXTRA=${CLUSTER_EXTRA:-}
INITDB_EXTRA=()
# Above the portal's own cap (650, database.global_max), so that there is always room for an operator.
PG_CONNECTIONS=${PG_CONNECTIONS:-690}
# The system limits the path of a socket to 107 bytes.
SOCKET_PATH_MAX=107

socket_file() { echo "$VAR/pg/run/.s.PGSQL.$PG_PORT"; }
socket_path_fits() {
    local LC_ALL=C path="$1/pg/run/.s.PGSQL.$PG_PORT.lock"
    ((${#path} <= SOCKET_PATH_MAX))
}

write_postgresql_conf() {
    local memory_mib shared_mib
    memory_mib=$(awk '/^MemTotal/ {print int($2 / 1024)}' /proc/meminfo)
    shared_mib=$((memory_mib / 8))
    ((shared_mib > 512)) && shared_mib=512
    ((shared_mib < 64)) && shared_mib=64
    cat <<CONF
# Written by deploy/lib/cluster.sh.
listen_addresses = ''
port = $PG_PORT
unix_socket_directories = '$VAR/pg/run'
unix_socket_permissions = 0777      # who may come in is decided by the folder's mode and pg_hba.conf
password_encryption = scram-sha-256
max_connections = $PG_CONNECTIONS
superuser_reserved_connections = 5
shared_buffers = ${shared_mib}MB
effective_cache_size = $((memory_mib / 2))MB
work_mem = 8MB
maintenance_work_mem = 128MB
temp_file_limit = 1GB               # per process: one tenant can't fill the disk
random_page_cost = 1.1
jit = off                           # pages are short statements
wal_compression = on
max_wal_size = 2GB
checkpoint_timeout = 15min
recovery_init_sync_method = syncfs  # 500 tenants are 363,000 files: 0.9 s instead of 21 s after a crash
autovacuum_naptime = 10min          # a worker per database and round: the default keeps a core busy at 500 tenants
idle_in_transaction_session_timeout = 60s
client_connection_check_interval = 5s
# Nothing of a statement's values reaches the log: they are personal data.
log_destination = stderr
logging_collector = off
log_line_prefix = '%m [%p] %q%u@%d '
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_timezone = UTC
timezone = UTC
cluster_name = 'inzage'
$CLUSTER_EXTRA
CONF
}

write_pg_hba() {
    cat <<'CONF'
# Written by deploy/lib/cluster.sh. Only the socket, and only SCRAM; the superuser only for the operating system's accounts of
# pg_ident.conf, never with a password, so that no program of the portal can become it.
# TYPE  DATABASE                       USER      METHOD
local   all                            postgres  peer map=superuser
local   postgres,template0,template1   all       reject
local   replication                    all       reject
local   all                            all       scram-sha-256
CONF
}

write_pg_ident() {
    echo "# Written by deploy/lib/cluster.sh: who may be the superuser."
    printf 'superuser  %s  postgres\n' "$DB_USER"
    [[ $EUID -eq 0 ]] && printf 'superuser  root  postgres\n'
    return 0
}

# cluster_make: a complete cluster or none; one that was interrupted in the making is made anew.
cluster_make() {
    local data=$VAR/pg/data making=$VAR/pg/data.making
    if [[ -f $data/PG_VERSION ]]; then
        [[ $(<"$data/PG_VERSION") == 15 ]] ||
            fail "The database in $data was made by PostgreSQL $(<"$data/PG_VERSION"), not 15." \
                "Keep it elsewhere, or let deploy/quickstart reset remove it."
        return 0
    fi
    refuse_foreign_server
    rm -rf "$making"
    install -d -m 0751 -o "$DB_USER" -g "$(id -gn "$DB_USER")" "$VAR/pg"
    install -d -m 2750 -o "$DB_USER" -g "$(id -gn "$APP_USER")" "$VAR/pg/run"
    logged as_db "$PG_BIN/initdb" -D "$making" -U postgres --encoding=UTF8 --locale=C.UTF-8 --data-checksums \
        --auth-local=peer --auth-host=reject --no-instructions "${INITDB_EXTRA[@]}" ||
        fail_logged "PostgreSQL could not make its data folder $making"
    write_postgresql_conf | as_db tee "$making/inzage.conf" >/dev/null
    echo "include = 'inzage.conf'" | as_db tee -a "$making/postgresql.conf" >/dev/null
    write_pg_hba | as_db tee "$making/pg_hba.conf" >/dev/null
    write_pg_ident | as_db tee "$making/pg_ident.conf" >/dev/null
    sync "$making"
    mv -T "$making" "$data"
}

# cluster_pid: the postmaster that runs in our data folder.
cluster_pid() { pid_in "$VAR/pg/data/postmaster.pid" "postgres -D $VAR/pg/data "; }

# Another server may still hold our socket: one whose data folder was removed or moved under it.
refuse_foreign_server() {
    local pid
    if pid=$(pid_in "$(socket_file).lock" postgres); then
        fail "An older PostgreSQL (process $pid: $(command_of "$pid" | cut -c1-120)) still holds our socket." \
            "End it with: kill -INT $pid    and run this again."
    fi
}

cluster_ready() { "$PG_BIN/pg_isready" -q -h "$VAR/pg/run" -p "$PG_PORT" -d postgres -U postgres; }

# cluster_start: sets CLUSTER_REMARK.
cluster_start() {
    local data=$VAR/pg/data i
    CLUSTER_REMARK="running already"
    if cluster_pid >/dev/null; then
        cluster_ready && return 0
    else
        refuse_foreign_server
        # After a power cut these name a process that is gone, or is somebody else's by now.
        rm -f "$data/postmaster.pid" "$(socket_file)" "$(socket_file).lock"
        keep_start "$DB_USER" "$VAR/pg" postgres INT "$VAR/log/postgres.log" "$PG_BIN/postgres" -D "$data"
        CLUSTER_REMARK=started
    fi
    for ((i = 0; i < 600; i++)); do
        cluster_ready && return 0
        sleep 0.1
    done
    tail -n 20 "$VAR/log/postgres.log" >>"$LOG" 2>/dev/null
    fail_logged "PostgreSQL did not become ready within 60 s; see $VAR/log/postgres.log"
}

# cluster_stop [fast|immediate]
cluster_stop() {
    local signal=INT
    [[ ${1:-fast} == immediate ]] && signal=QUIT
    local pid=''
    pid=$(cluster_pid) || true
    keep_stop "$VAR/pg" postgres "$VAR/pg/data" 60 "$signal" || true
    # Started without its keeper, or the keeper was killed.
    if [[ -n $pid ]] && alive "$pid"; then
        kill -"$signal" "$pid" 2>/dev/null || true
        local i
        for ((i = 0; i < 600; i++)); do alive "$pid" || break; sleep 0.1; done
    fi
}

# superuser_sql DATABASE [psql arguments…]: for setting the cluster up only.
superuser_sql() {
    local database=$1
    shift
    as_db "$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h "$VAR/pg/run" -p "$PG_PORT" -U postgres -d "$database" "$@"
}
