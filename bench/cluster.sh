#!/usr/bin/env bash
# What the second and the third silo cost: the same simulated ward before one, two and three silo processes of this machine, with one
# PostgreSQL on this machine, which psql reaches as it is (PGHOST, PGUSER …); databases ecg_bench_1 … are made and dropped.
#   bench/cluster.sh [patients] [speed] [door] [seconds]            WARM=40: seconds before; SILOS="1 2 3";
# BUILD=FOLDER: what ./ecgstream publish FOLDER made, instead of what was built. SAVE=1: also writes bench/results/DATE-cluster.json.
# Prints, for each number of silos, beats committed a second over the last of the seconds, processor time a beat by kind of process, what
# all silos together have in memory (resident) and what the database grows by a beat (indexes with it, the server's log without).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
patients=${1:-2000} speed=${2:-1} door=${3:-stream} seconds=${4:-60} warm=${WARM:-40}
silo=${BUILD:-artifacts/bin/EcgStream.Silo/release}/EcgStream.Silo.dll
work=$(mktemp -d) pids=() db=
ticks=$(getconf CLK_TCK) load=$(cut -d' ' -f1 /proc/loadavg)

finish() {
  for pid in "${pids[@]}"; do kill -INT "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  pids=()
  [ -z "$db" ] || dropdb --force --if-exists "$db"
}
trap 'finish; rm -rf "$work"' EXIT

start() { # name, arguments of run
  env --default-signal=INT DOTNET_TieredPGO=0 dotnet "$silo" run --cluster bench --keys "$work/keys.json" --port 0 \
    --database "Host=${PGHOST:-127.0.0.1};Username=${PGUSER:-postgres};Database=$db" "${@:2}" > "$work/$1.log" 2>&1 &
  pids+=($!)
}

spent() { # process ids: seconds of processor time, with those of children that have ended
  local total=0 pid
  for pid in "$@"; do
    total=$((total + $(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | awk '{ print $12 + $13 + $14 + $15 }' || echo 0)))
  done
  awk -v t="$total" -v k="$ticks" 'BEGIN { printf "%.2f", t / k }'
}

resident() { # process ids: MB
  local pid total=0
  for pid in "$@"; do total=$((total + $(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status"))); done
  echo $((total / 1000))
}

size() { psql -qAt -d "$db" -c 'SELECT pg_database_size(current_database())'; }

committed() { psql -qAt -d "$db" -c 'SELECT coalesce(sum(beats), 0) FROM patients'; }

until_all() { # says so when every patient has a beat
  local deadline=$((SECONDS + 180))
  until [ "$(psql -qAt -d "$db" -c 'SELECT count(*) FROM patients WHERE beats > 0' 2>/dev/null || echo 0)" -ge "$patients" ]; do
    [ $SECONDS -lt $deadline ] || { echo "the ward did not come up" >&2; tail -n 20 "$work"/*.log >&2; exit 1; }
    sleep 1
  done
}

# The postmaster stands for its sessions: those that live are read, those that have ended are in its account of children.
postgres() { pgrep -x postgres; }

echo "$patients patients at speed $speed on the $door door, $seconds s after $warm s, load average $(cut -d' ' -f1-2 /proc/loadavg)"
printf '%5s %9s %16s %15s %14s %9s %9s %13s\n' silos beats/s 'µs a beat: silos' simulator PostgreSQL together 'silos, MB' 'bytes a beat'
for count in ${SILOS:-1 2 3}; do
  db=ecg_bench_$count
  dropdb --force --if-exists "$db" 2>/dev/null
  createdb "$db"
  for ((i = 1; i <= count; i++)); do
    start "silo-$i" --role silo
    until grep -q "EcgStream at" "$work/silo-$i.log"; do kill -0 "${pids[-1]}"; sleep 0.5; done
  done
  start simulator --role simulator --patients "$patients" --speed "$speed" --door "$door"
  until_all
  sleep "$warm"
  from=$(committed) at=$(date +%s.%N) small=$(size)
  silos=("${pids[@]:0:count}") producer=${pids[-1]}
  a=$(spent "${silos[@]}") b=$(spent "$producer") c=$(spent $(postgres))
  sleep "$seconds"
  to=$(committed) end=$(date +%s.%N) large=$(size)
  awk -v n="$count" -v beats=$((to - from)) -v time="$(echo "$end $at" | awk '{ print $1 - $2 }')" \
    -v a="$a" -v A="$(spent "${silos[@]}")" -v b="$b" -v B="$(spent "$producer")" -v c="$c" -v C="$(spent $(postgres))" \
    -v mb="$(resident "${silos[@]}")" -v grown=$((large - small)) \
    -v json="$work/cluster.json" -v door="$door" -v patients="$patients" \
    'BEGIN { k = 1e6 / beats
      printf "    { \"silos\": %d, \"door\": \"%s\", \"signal\": \"beats\", \"patients\": %d, \"beatsPerSecond\": %.0f, \"siloMicroseconds\": %.1f, \"producerMicroseconds\": %.1f, \"postgresMicroseconds\": %.1f, \"togetherMicroseconds\": %.1f, \"silosMegabytes\": %d, \"databaseBytesPerBeat\": %.0f }\n", n, door, patients, beats / time, (A-a)*k, (B-b)*k, (C-c)*k, (A-a+B-b+C-c)*k, mb, grown / beats >> json
      printf "%5d %9.0f %16.1f %15.1f %14.1f %9.1f %9d %13.0f\n", n, beats / time, (A-a)*k, (B-b)*k, (C-c)*k, (A-a+B-b+C-c)*k, mb, grown / beats }'
  finish
done
echo "load average $(cut -d' ' -f1-2 /proc/loadavg)"
[ -n "${SAVE:-}" ] || exit 0
rm -f bench/results/????-??-??-cluster.json
cat > "bench/results/$(date +%F)-cluster.json" <<EOF
{
  "machine": { "cpu": "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)", "cores": $(nproc), "dotnet": "$(dotnet --version)", "commit": "$(git rev-parse HEAD)", "loadStart": $load, "loadEnd": $(cut -d' ' -f1 /proc/loadavg) },
  "cluster": [
$(sed '$!s/$/,/' "$work/cluster.json")
  ]
}
EOF
