# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # the variables are shared among these files
# The machine: which Debian, how much disk, who runs what, which packages. Sourced after say.sh.

PG_BIN=/usr/lib/postgresql/15/bin
OS_RELEASE=${OS_RELEASE:-/etc/os-release}
APP_USER=
DB_USER=

# As root the portal runs as "inzage" and PostgreSQL as "inzage-db", so that the portal can't touch the database's files
# nor become its superuser. For anybody else everything runs as that person.
choose_users() {
    if [[ $EUID -eq 0 ]]; then
        APP_USER=inzage
        DB_USER=inzage-db
    else
        APP_USER=$(id -un)
        DB_USER=$APP_USER
    fi
}

ensure_users() {
    [[ $EUID -eq 0 ]] || return 0
    getent group inzage >/dev/null || groupadd --system inzage
    getent passwd inzage >/dev/null ||
        useradd --system --gid inzage --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin inzage
    getent passwd inzage-db >/dev/null ||
        useradd --system --user-group --groups inzage --home-dir /nonexistent --no-create-home \
            --shell /usr/sbin/nologin inzage-db
}

# user_words USER: sets AS to the words that run a command as USER. setpriv executes in place, so the process id and signals
# are the command's own.
user_words() {
    AS=()
    [[ $EUID -eq 0 && $1 != root ]] || return 0
    AS=(setpriv --reuid="$1" --regid="$(id -gn "$1")" --init-groups --
        env -u XDG_RUNTIME_DIR HOME=/nonexistent USER="$1" LOGNAME="$1")
}
as_user() {
    local AS
    user_words "$1"
    shift
    "${AS[@]}" "$@"
}
as_app() { as_user "$APP_USER" "$@"; }
as_db() { as_user "$DB_USER" "$@"; }

check_debian() {
    local id='' version='' name=''
    # shellcheck source=/dev/null
    [[ -r $OS_RELEASE ]] && id=$(. "$OS_RELEASE" && echo "${ID:-}") &&
        version=$(. "$OS_RELEASE" && echo "${VERSION_ID:-}") &&
        name=$(. "$OS_RELEASE" && echo "${PRETTY_NAME:-}")
    if [[ $id != debian || $version != 12 ]]; then
        fail "Inzage is built and tested on Debian 12; this machine runs ${name:-another system}." \
            "A container of debian:12 will do."
    fi
}

# check_disk DIR GIB: at least so much free where DIR is (or will be).
check_disk() {
    local dir=$1 gib=$2 free_kib
    while [[ ! -d $dir ]]; do dir=$(dirname "$dir"); done
    free_kib=$(df -Pk "$dir" | awk 'NR==2 {print $4}')
    if ((free_kib < gib * 1048576)); then
        fail "The disk is (nearly) full: $dir has $((free_kib / 1024)) MB free and $gib GB are needed."
    fi
}

node_is_usable() {
    command -v npm >/dev/null && command -v node >/dev/null &&
        (($(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0) >= 18))
}

# missing_packages FILE…: the packages of the lists that are not installed, one a line.
missing_packages() {
    local wanted installed
    wanted=$(sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@" | sort -u)
    if node_is_usable; then wanted=$(grep -vxE 'nodejs|npm' <<<"$wanted"); fi
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p' | sort -u)
    comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
}

# install_packages FILE…: sets INSTALL_REMARK.
install_packages() {
    local missing=() sudo=()
    mapfile -t missing < <(missing_packages "$@")
    if ((${#missing[@]} == 0)); then
        INSTALL_REMARK="all there"
        return 0
    fi
    if [[ $EUID -ne 0 ]]; then
        command -v sudo >/dev/null || fail "Packages are missing and there is no sudo to install them with." \
            "As root: apt-get install --no-install-recommends ${missing[*]}"
        sudo -v 2>/dev/null || sudo -n true 2>/dev/null ||
            fail "Packages are missing and you may not use sudo." \
                "As root: apt-get install --no-install-recommends ${missing[*]}"
        sudo=(sudo)
    fi
    # The Debian package would start a database server of its own; ours is private to var/.
    if ! dpkg-query -W -f='${db:Status-Status}' postgresql-common 2>/dev/null | grep -qx installed; then
        "${sudo[@]}" install -d /etc/postgresql-common/createcluster.d
        echo 'create_main_cluster = false' | "${sudo[@]}" tee /etc/postgresql-common/createcluster.d/inzage.conf >/dev/null
    fi
    logged_slow "${sudo[@]}" apt-get update || fail_logged "apt-get update failed"
    logged_slow "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dpkg::Options::=--force-unsafe-io "${missing[@]}" ||
        fail_logged "apt-get could not install: ${missing[*]}"
    INSTALL_REMARK="${#missing[@]} installed"
}
