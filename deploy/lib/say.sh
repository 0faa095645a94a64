# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # the variables are shared among these files
# Progress for people and one clear sentence when something is wrong. Sourced; needs LOG (a file) and STEPS (how many).

STEP=0
STEP_TITLE=
STEP_BEGAN=0
LOG=${LOG:-/dev/null}

now_ms() { local t=${EPOCHREALTIME/./}; t=${t/,/}; printf '%s' "${t%???}"; }

# step TITLE: announces what happens now; done_step [REMARK] closes it with the time it took.
step() {
    STEP=$((STEP + 1))
    STEP_TITLE=$1
    STEP_BEGAN=$(now_ms)
    printf '\n=== %s %s\n' "$(date -Is)" "$1" >>"$LOG"
    if [[ -t 1 ]]; then
        printf ' %2d/%d  %-26s …\r' "$STEP" "$STEPS" "$1"
    else
        printf ' %2d/%d  %-26s ' "$STEP" "$STEPS" "$1"
    fi
}

done_step() {
    local took=$(($(now_ms) - STEP_BEGAN))
    [[ -t 1 ]] && printf ' %2d/%d  %-26s ' "$STEP" "$STEPS" "$STEP_TITLE"
    printf '%-44s %4d.%d s\n' "${1:-done}" $((took / 1000)) $((took % 1000 / 100))
    STEP_TITLE=
}

# fail SENTENCE [HINT…]: says what is wrong and what to do, and ends.
fail() {
    [[ -n $STEP_TITLE ]] && printf '\n'
    STEP_TITLE=
    printf '\n%s: %s\n' "${PROGRAM:-quickstart}" "$1" >&2
    shift
    local hint
    for hint in "$@"; do printf '  %s\n' "$hint" >&2; done
    exit 1
}

# logged COMMAND…: its output goes to the log only.
logged() { "$@" >>"$LOG" 2>&1 </dev/null; }

# logged_slow COMMAND…: the same for what takes minutes; shows how long it has been at it and, to a person, its last line.
# A command in the background hears no Ctrl-C, so it is told.
logged_slow() {
    local pid last shown=0 began=$SECONDS
    "$@" >>"$LOG" 2>&1 </dev/null 9>&- &
    pid=$!
    # shellcheck disable=SC2064 # this pid
    trap "kill -TERM $pid 2>/dev/null; wait $pid || true; exit 130" INT TERM
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.5
        if [[ -t 1 ]]; then
            last=$(tail -c 300 "$LOG" | tr '\r' '\n' | tail -n 1 | tr -cd '[:print:]' | cut -c1-44)
            printf '\r %2d/%d  %-26s %-44s %4d s' "$STEP" "$STEPS" "$STEP_TITLE" "$last" $((SECONDS - began))
        elif ((SECONDS - began >= shown + 30)); then
            shown=$((SECONDS - began))
            printf '%d s … ' "$shown"
        fi
    done
    [[ -t 1 ]] && printf '\r\033[K'
    trap - INT TERM
    wait "$pid"
}

last_step_in_log() { tail -n 80 "$LOG" 2>/dev/null | tac | sed '/^=== /q' | tac | grep -v '^=== '; }

# reason_in_log: what the last step's output says went wrong, when it is one of the usual things.
reason_in_log() {
    local tail_text
    tail_text=$(last_step_in_log)
    case $tail_text in
        *"No space left on device"* | *ENOSPC*)
            echo "The disk is full." ;;
        *"Temporary failure resolving"* | *"Could not resolve"* | *ENOTFOUND* | *EAI_AGAIN* | *ENETUNREACH* | *ETIMEDOUT* | \
            *"Failed to fetch"* | *"Unable to locate package"* | *ECONNREFUSED*registry* | *"Network is unreachable"*)
            echo "The package servers can't be reached; is there a network (Debian's packages and the npm registry are needed)?" ;;
        *"Could not get lock"*)
            echo "Another program is installing packages at the moment; try again when it has finished." ;;
        *"Killed"*"cc1plus"* | *"fatal error: Killed"* | *"Cannot allocate memory"*)
            echo "There is not enough memory: about 2 GB must be free for building." ;;
        *) return 1 ;;
    esac
}

# fail_logged SENTENCE: the usual reason when the log names one, else the sentence and the log's last lines.
fail_logged() {
    local reason
    if reason=$(reason_in_log); then
        fail "$reason" "While: $1" "Details: $LOG"
    fi
    local lines
    lines=$(last_step_in_log | tail -n 12 | cut -c1-160)
    fail "$1" "Details: $LOG; its last lines:" "${lines//$'\n'/$'\n'  }"
}
