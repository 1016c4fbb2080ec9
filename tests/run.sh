#!/usr/bin/env bash
# Builds everything, runs every test project and ends with one line: N passed, N failed, N skipped.
# Fails on a failed test, on a project that ran none, and on a skip that tests/allowed-skips.txt does not name (patterns
# there are the shell's: "* EcgStream.A.*" are the tests of A with either kind of packages).
# Arguments go to dotnet test, e.g. --filter Sequencer.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
kind=$(sed -n 's:.*<EcgStreamPackages .*>\(.*\)</EcgStreamPackages>.*:\1:p' artifacts/packages.props)
results=artifacts/$kind/test-results
rm -rf "$results"
mkdir -p "$results"

if ! dotnet build EcgStream.sln -c Release --nologo -v q; then
  echo "the build failed: no test was run" >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

allowed() { # kind and test
  local pattern
  while read -r pattern; do
    # shellcheck disable=SC2053 # a pattern is meant
    [[ $1 == $pattern ]] && return
  done < tests/allowed-skips.txt
  return 1
}

passed=0 failed=0 skipped=0 broken=0
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  echo "== $name"
  dotnet test "$project" -c Release --no-build --nologo -v q --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" "$@" || broken=1
  trx=$results/$name.trx
  [ -f "$trx" ] || { echo "$name wrote no results" >&2; broken=1; continue; }
  counters=$(grep -o '<Counters [^>]*' "$trx")
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  executed=$(count executed)
  passed=$((passed + $(count passed)))
  failed=$((failed + executed - $(count passed)))
  skipped=$((skipped + $(count total) - executed))
  [ "$(count total)" -gt 0 ] || [ $# -gt 0 ] || { echo "$name ran no test" >&2; broken=1; }
  while read -r test; do
    allowed "$kind $test" || { echo "skipped, and not on tests/allowed-skips.txt: $kind $test" >&2; broken=1; }
  done < <(grep -o '<UnitTestResult [^>]*outcome="NotExecuted"[^>]*' "$trx" | sed -n 's/.* testName="\([^"]*\)".*/\1/p')
done

[ $broken -eq 0 ] || [ $failed -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
