#!/usr/bin/env bash
# Builds everything, runs all tests and ends with one line: N passed, N failed, N skipped.
#   --filter WORD[|WORD]   only tests whose full name (namespace, class, method) contains a WORD
#   --filter-not-trait Category=Slow   leaves out the tests that take more than 20 s
# Fails on a failed test, on a skipped one, and when no test runs. Other arguments go to dotnet test.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --filter)
      IFS='|' read -ra words <<<"${2:?--filter needs a word}"
      arguments+=(--filter-method)
      for word in "${words[@]}"; do arguments+=("*$word*"); done
      shift 2 ;;
    *) arguments+=("$1"); shift ;;
  esac
done

if ! dotnet build EcgStream.sln -c Release --nologo -v q; then
  echo "the build failed: no test was run" >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

# 8: a project has no test that the filter names. That no project has one shows in the sum.
dotnet test --solution EcgStream.sln -c Release --no-build --no-ansi --no-progress --ignore-exit-code 8 --fail-skips on \
  ${arguments[@]+"${arguments[@]}"} </dev/null 2>&1 | tee artifacts/test.log
status=${PIPESTATUS[0]}

count() { sed -n "s/^  $1: \([0-9]*\)$/\1/p" artifacts/test.log | tail -n 1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [ -z "$passed" ] || { [ "$status" -ne 0 ] && [ "${failed:-0}" -eq 0 ]; }; then
  echo "the run broke off (exit status $status)" >&2
  failed=$((${failed:-0} + 1))
elif [ $((passed + failed)) -eq 0 ]; then
  echo "no test was run" >&2
  failed=1
fi
echo "${passed:-0} passed, $failed failed, ${skipped:-0} skipped"
[ "$failed" -eq 0 ]
