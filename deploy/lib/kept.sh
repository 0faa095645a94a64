# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # the variables are shared among these files
# Starting, finding and stopping programs that deploy/lib/keep looks after. Sourced after host.sh; needs LIB (this folder).

# command_of PID: its command line; nothing for a process that is gone or only waits to be reaped.
command_of() { { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null || true; }
alive() { [[ -n $(command_of "$1") ]]; }

# pid_in FILE WORD: the process id in the first line of FILE, when that process lives and has WORD in its command line.
pid_in() {
    local pid=''
    read -r pid 2>/dev/null <"$1" || true
    [[ $pid =~ ^[0-9]+$ && $(command_of "$pid") == *"$2"* ]] && echo "$pid"
}

# keep_start USER RUN_DIR NAME SIGNAL LOG COMMAND…
keep_start() {
    local user=$1
    shift
    as_user "$user" setsid bash "$LIB/keep" "$@" >/dev/null 2>&1 </dev/null 9>&- &
    disown
}

# keep_stop RUN_DIR NAME WORD SECONDS SIGNAL: ends keeper and program; true when both are gone in time, else kills them.
keep_stop() {
    local run_dir=$1 name=$2 word=$3 seconds=$4 signal=$5 keeper='' pid='' i
    pid=$(pid_in "$run_dir/$name.pid" "$word") || true
    if keeper=$(pid_in "$run_dir/$name.keeper.pid" "$run_dir"); then
        kill -TERM "$keeper" 2>/dev/null || true
    elif [[ -n $pid ]]; then
        kill -"$signal" "$pid" 2>/dev/null || true
    fi
    for ((i = 0; i < seconds * 10; i++)); do
        if { [[ -z $keeper ]] || ! alive "$keeper"; } && { [[ -z $pid ]] || ! alive "$pid"; }; then
            rm -f "$run_dir/$name.keeper.pid" "$run_dir/$name.pid"
            return 0
        fi
        sleep 0.1
    done
    if [[ -n $keeper ]]; then kill -KILL "$keeper" 2>/dev/null || true; fi
    if [[ -n $pid ]]; then kill -KILL "$pid" 2>/dev/null || true; fi
    rm -f "$run_dir/$name.keeper.pid" "$run_dir/$name.pid"
    return 1
}
