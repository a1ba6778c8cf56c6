#!/usr/bin/env bash
# Instructions for each byte of input, start-up taken off: ten pages minus one page, under callgrind.
# Exact on any machine, however busy. Ends with 1 when there are more than the limit.
#
#     benches/instructions.sh [PAGE.txt] [LIMIT]
set -euo pipefail
cd "$(dirname "$0")/.."

page=${1:-samples/zh-Hans/front-page.txt}
limit=${2:-430}

if ! command -v valgrind >/dev/null; then
  echo "valgrind is not installed: nothing measured" >&2
  exit 0
fi
cargo build --release --quiet

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$page" "$work/one.txt"
for n in 1 2 3 4 5 6 7 8 9 10; do
  if [ "$n" -gt 1 ]; then printf '\f'; fi
  cat "$page"
done >"$work/ten.txt"

instructions() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null target/release/stonehand read -f json "$1" \
    2>"$work/log" >"$work/out"
  [ -s "$work/out" ] || { echo "stonehand wrote nothing for $1" >&2; cat "$work/log" >&2; exit 2; }
  sed -n 's/.*Collected : *\([0-9]*\).*/\1/p' "$work/log"
}

one=$(instructions "$work/one.txt")
ten=$(instructions "$work/ten.txt")
bytes=$(($(wc -c <"$work/ten.txt") - $(wc -c <"$work/one.txt")))
each=$(((ten - one) / bytes))
echo "$each instructions a byte (limit $limit); start-up and one page: $one"
[ "$each" -le "$limit" ]
