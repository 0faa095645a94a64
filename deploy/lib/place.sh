# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # the variables are shared among these files
# Where things stand. The programs run under an account of their own, so they must be able to read this checkout, and the
# path of the database's socket has a limit of 107 bytes. Where one of them is impossible, everything moves to STATE_HOME.
# Sourced after cluster.sh; needs ROOT.

if [[ $EUID -eq 0 ]]; then
    STATE_HOME=/var/lib/inzage
else
    STATE_HOME=${XDG_STATE_HOME:-$HOME/.local/state}/inzage
fi

# Two checkouts on one machine never share a folder there.
place_name() { printf '%s-%s' "$(basename "$1" | tr -cd 'a-zA-Z0-9_-' | cut -c1-20)" "$(cksum <<<"$1" | cut -d' ' -f1)"; }

checkout_is_readable() {
    [[ $EUID -ne 0 ]] && return 0
    as_app test -r "$ROOT/CMakeLists.txt" -a -r "$ROOT/deploy/lib/keep" -a -x "$ROOT/deploy"
}

# mirror_checkout DIR: the sources as they are, with their times so that only changes are built again.
mirror_checkout() {
    local mirror=$1
    install -d -m 0755 "$mirror"
    find "$mirror" -mindepth 1 -maxdepth 1 ! -name build ! -name var -exec rm -rf {} +
    tar -C "$ROOT" --exclude=./build --exclude=./var --exclude=./.git --exclude=node_modules -cf - . |
        tar -C "$mirror" --no-same-owner -xf -
    chmod -R go+rX,go-w "$mirror"/[!bv]* "$mirror"/.[!.]* 2>/dev/null || true
    chmod 0755 "$mirror"
}

# link_var TARGET: var/ of the checkout leads to where the data really is, so that the paths in the documentation hold.
link_var() {
    if [[ -L $ROOT/var || ! -e $ROOT/var ]]; then ln -sfn "$1" "$ROOT/var" 2>/dev/null || true; fi
}

# move_if_unreadable SCRIPT ARGUMENTS…: runs SCRIPT (relative to the checkout) from a readable copy instead of returning.
move_if_unreadable() {
    local script=$1 mirror
    shift
    checkout_is_readable && return 0
    mirror=$STATE_HOME/$(place_name "$ROOT")
    echo "The account $APP_USER may not read $ROOT, so Inzage is built and run in $mirror."
    mirror_checkout "$mirror"
    if [[ $script == deploy/* ]]; then
        install -d -m 0755 "$mirror/var"
        link_var "$mirror/var"
    fi
    exec "$mirror/$script" "$@"
}

# choose_var [DIR]: sets VAR, an absolute path without links.
choose_var() {
    VAR=${1:-$ROOT/var}
    mkdir -p "$VAR" 2>/dev/null || fail "The folder $VAR can't be made." "Choose another one with --var DIR."
    VAR=$(cd "$VAR" && pwd -P)
    if ! socket_path_fits "$VAR"; then
        [[ -n ${1:-} ]] && fail "The path $VAR is too long for a database socket (at most 107 bytes in all)." \
            "Choose a shorter one with --var DIR."
        local short
        short=$STATE_HOME/$(place_name "$ROOT").var
        socket_path_fits "$short" || fail "The path of this checkout is too long for a database socket." \
            "Choose a shorter folder for the data with --var DIR."
        mkdir -p "$short"
        rmdir "$ROOT/var" 2>/dev/null || true
        link_var "$short"
        VAR=$short
        echo "The path of this checkout is too long for a database socket, so the data is in $VAR."
    fi
}

# make_var: the data folder with its own folders and their owners.
make_var() {
    local group
    group=$(id -gn "$APP_USER")
    install -d -m 0751 -o "$APP_USER" -g "$group" "$VAR"
    install -d -m 0771 -o "$APP_USER" -g "$(id -gn "$DB_USER")" "$VAR/log"
    install -d -m 0750 -o "$APP_USER" -g "$group" "$VAR/run" "$VAR/drops" "$VAR/outbox"
    install -d -m 0700 -o "$APP_USER" -g "$group" "$VAR/secrets" "$VAR/steps"
}

# One quickstart at a time for one data folder. File descriptor 9 stays open until this script ends.
lock_var() {
    exec 9>"$VAR/.quickstart.lock"
    flock -n 9 || fail "Another quickstart is at work on $VAR; wait for it, or end it."
}
