# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # the variables are shared among these files
# inzaged: start, wait, stop. Sourced after provision.sh; needs CONFIG.

# setting NAME DEFAULT: a number of deploy/platform.yaml's listeners.
listener_setting() {
    local value
    value=$(sed -nE "s/^[[:space:]]+$1:[[:space:]]*([0-9]+).*/\1/p" "$CONFIG" | head -n 1)
    echo "${value:-$2}"
}
read_ports() {
    PORTAL_PORT=$(listener_setting portal_port 8080)
    OPS_PORT=$(listener_setting ops_port 8081)
}

portal_pid() { pid_in "$VAR/run/inzaged.pid" inzaged; }
portal_ready() { curl -sf -o /dev/null --max-time 2 "http://127.0.0.1:$OPS_PORT/health/ready"; }

# Built anew since it was started.
portal_is_outdated() { [[ $(program inzaged) -nt $VAR/run/inzaged.pid ]]; }

refuse_taken_port() {
    local port=$1 line holder
    line=$(ss -H -ltnp "sport = :$port" 2>/dev/null | head -n 1)
    [[ -z $line ]] && return 0
    holder=$(sed -nE 's/.*users:\(\("([^"]+)",pid=([0-9]+).*/\1 (process \2)/p' <<<"$line")
    fail "Port $port is taken by ${holder:-a program of another user}." \
        "End it, or choose other ports in $CONFIG (listeners)."
}

# portal_start: sets PORTAL_REMARK.
portal_start() {
    local i inzaged
    inzaged=$(program inzaged) || exit 1
    PORTAL_REMARK="running already"
    if portal_pid >/dev/null && ! portal_is_outdated; then
        portal_ready && return 0
    else
        if portal_pid >/dev/null || pid_in "$VAR/run/inzaged.keeper.pid" "$VAR/run" >/dev/null; then portal_stop; fi
        refuse_taken_port "$PORTAL_PORT"
        refuse_taken_port "$OPS_PORT"
        keep_start "$APP_USER" "$VAR/run" inzaged TERM "$VAR/log/inzaged.log" \
            "$inzaged" --config "$CONFIG" --var "$VAR"
        PORTAL_REMARK=started
    fi
    for ((i = 0; i < 300; i++)); do
        portal_ready && return 0
        sleep 0.1
    done
    portal_stop || true
    tail -n 20 "$VAR/log/inzaged.log" >>"$LOG" 2>/dev/null
    fail_logged "inzaged did not become ready within 30 s; see $VAR/log/inzaged.log"
}

# Longer than drain_s, in which requests in work are answered.
portal_stop() { keep_stop "$VAR/run" inzaged inzaged 40 TERM; }

print_logins() {
    local file=$VAR/demo-logins.json
    [[ -r $file ]] || fail "The demo logins ($file) can't be read; run this as root or as the user who started it."
    node - "$file" <<'JS'
const logins = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
const columns = ['tenant', 'login', 'password', 'role', 'url'];
const width = Object.fromEntries(columns.map((c) => [c, Math.max(c.length, ...logins.map((l) => String(l[c] ?? '').length))]));
const line = (cell) => ' ' + columns.map((c) => String(cell(c)).padEnd(width[c])).join('  ').trimEnd();
console.log(line((c) => (c === 'url' ? 'address' : c)));
console.log(line((c) => '-'.repeat(width[c])));
for (const login of logins) console.log(line((c) => login[c] ?? ''));
JS
}
