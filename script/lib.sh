# Parts the scripts share. Sourced by bash; runs nothing by itself.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Homebrew's libraries lie where the system does not look by itself.
if [ "$(uname -s)" = Darwin ] && command -v brew >/dev/null; then
    DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib${DYLD_FALLBACK_LIBRARY_PATH:+:$DYLD_FALLBACK_LIBRARY_PATH}"
    export DYLD_FALLBACK_LIBRARY_PATH
fi

say() { printf '%s\n' "== $*"; }

stop() {
    printf '%s\n' "" "S11 Portal cannot go on: $1" >&2
    shift
    [ $# -eq 0 ] || printf '   %s\n' "$@" >&2
    exit 1
}

# One value for the content of all files and folders named; missing ones count as empty.
hash_of() {
    { find "$@" -type f 2>/dev/null || true; } | LC_ALL=C sort | while IFS= read -r file; do
        printf '%s ' "$file"
        cksum <"$file"
    done | cksum | tr ' ' '-'
}

# true if step $1 was done for the content $2.
done_for() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

# How to become root without a question, or with one where somebody can answer it.
# Prints nothing when there is no way.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        echo env
    elif command -v sudo >/dev/null; then
        if sudo -n true 2>/dev/null; then
            echo sudo -n
        elif [ -t 0 ] && [ -t 2 ]; then
            echo sudo
        fi
    fi
}

# Install Debian packages "$2..." because of reason "$1"; false where that cannot be done.
apt_install() {
    local reason=$1 root
    shift
    command -v apt-get >/dev/null || return 1
    root=$(as_root)
    [ -n "$root" ] || return 1
    say "Installing $* ($reason)"
    [ "$root" != sudo ] || say "sudo may ask for your password."
    export DEBIAN_FRONTEND=noninteractive
    local install="$root apt-get install -y -q --no-install-recommends $*"
    # A new machine may have no list of packages yet, or an old one.
    $install >/dev/null 2>&1 || { $root apt-get update -q >/dev/null && $install >/dev/null; }
}
