#!/usr/bin/env bash
# Mutates the rooms that decide money and days, and runs the tests that hold them against hand-made figures and against
# the naive model: tests/mutants.sh FILE...   as in tests/mutants.sh src/spend.rs 'src/position/*.rs'
# In a copy without the rooms that only show, so that a mutant is built in seconds. It needs cargo-mutants.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
copy=${CARGO_TARGET_DIR:-$root/target}/mutants
unset CARGO_TARGET_DIR
rm -rf "$copy/src" "$copy/tests"
mkdir -p "$copy/src" "$copy/tests"
rooms='money calendar band text diagnostic document id signal program profile spend scoring timeline position evaluation'
: >"$copy/src/lib.rs"
for room in $rooms; do
  cp "src/$room.rs" "$copy/src/"
  [ -d "src/$room" ] && cp -r "src/$room" "$copy/src/"
  printf 'pub mod %s;\n' "$room" >>"$copy/src/lib.rs"
done
sed -n '/^pub use /p' src/lib.rs >>"$copy/src/lib.rs"
cp -r tests/worked tests/worked.rs tests/small_worlds.rs tests/worlds tests/model tests/properties "$copy/tests/"
shown='base64|clap|clap_complete|clap_mangen|comfy-table|indicatif|maud|quick-xml|tempfile|terminal_size|assert_cmd|criterion|jsonschema'
sed -E "/^\[\[bench/,/^harness/d; /^\[lints/,/^\[profile/{/^\[profile/!d}; /^($shown) =/d" Cargo.toml >"$copy/Cargo.toml"
printf '\n[profile.test]\nopt-level = 1\ndebug = false\n\n[workspace]\n' >>"$copy/Cargo.toml"
cp Cargo.lock "$copy/"
cp -r README.md profiles "$copy/"
cd "$copy"
files=()
for file in "$@"; do files+=(-f "$file"); done
exec cargo mutants --in-place --no-shuffle --timeout 600 "${files[@]}" ${MUTANTS_OPTIONS:-} \
  -- --lib --test worked --test small_worlds
