# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # the variables are shared among these files
# A release build in build/release. Sourced after host.sh; needs ROOT (the sources) and BUILD (the build folder).

PROGRAM_TARGETS=(inzaged inzage-image inzage-sync inzage-adapter-probe inzagectl)

# build_release [cmake options…]: programs, adapters and style sheets; sets BUILD_REMARK.
build_release() {
    local targets began
    began=$(date +%s)
    if ! build_is_configured; then
        # A folder whose configuring was interrupted, or that was made for sources elsewhere, is of no use.
        rm -rf "$BUILD/CMakeCache.txt" "$BUILD/CMakeFiles"
        logged cmake -S "$ROOT" -B "$BUILD" -G Ninja -DCMAKE_BUILD_TYPE=Release "$@" ||
            fail_logged "cmake refuses to configure the build"
    fi
    mapfile -t targets < <(release_targets)
    logged_slow ninja -C "$BUILD" "${targets[@]}" || fail_logged "The build failed"
    BUILD_REMARK="up to date"
    [[ -n $(find "$BUILD" -newermt "@$((began - 1))" -name '*.o' -print -quit) ]] && BUILD_REMARK=built
    return 0
}

build_is_configured() {
    [[ -f $BUILD/build.ninja ]] && grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$ROOT" "$BUILD/CMakeCache.txt" 2>/dev/null
}

# The programs, every adapter, and the style sheets: what a deployment needs and no tests.
release_targets() {
    printf '%s\n' "${PROGRAM_TARGETS[@]}"
    ninja -C "$BUILD" -t targets all 2>/dev/null | sed -nE 's/^(inzage_adapter_[a-z0-9_]+|assets): phony$/\1/p'
}

# program NAME: its path in the build folder.
program() {
    local path
    for path in "$BUILD/bin/$1" "$BUILD/$1" "$BUILD/platform/app/$1" "$BUILD/admin/ctl/$1"; do
        [[ -x $path && -f $path ]] && echo "$path" && return 0
    done
    fail "The program $1 is not in $BUILD; run deploy/quickstart to build it."
}
