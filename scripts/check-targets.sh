#!/usr/bin/env bash
# Type-checks and lints the workspace for the systems this machine is not.
# Debian's rustc-web comes with rust-web-src, from which cargo builds a standard library for any target, also for those
# that rustup has none for; what a target's linker and C library would add is not needed to check.
# Usage: check-targets.sh [--tests] [TARGET...]
# With --tests the tests are read too, which takes twice as long.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(rustc-web cargo-web rust-web-clippy rust-web-src)
parts=std,panic_unwind kinds=()
if [ "${1:-}" = --tests ]; then
  shift
  parts=std,panic_unwind,test kinds=(--all-targets)
fi
targets=("$@")
[ $# -gt 0 ] || targets=(
  x86_64-unknown-freebsd
  x86_64-unknown-netbsd
  x86_64-unknown-openbsd
  x86_64-apple-darwin
  aarch64-apple-darwin
  aarch64-unknown-linux-musl
  armv7-unknown-linux-gnueabihf
)

die() {
  echo "check:targets: $1" >&2
  exit 1
}

install_missing() {
  local package missing=() as_root=()
  for package in "${packages[@]}"; do
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "needs a Debian-like system, for the packages ${packages[*]}."
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "needs sudo, or root to run: apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update --quiet=2
  # --no-remove: rustc-web conflicts with Debian's own rustc, cargo and rustup, which are not ours to take away.
  "${as_root[@]}" apt-get install --yes --quiet=2 --no-install-recommends --no-remove "${missing[@]}" ||
    die "apt-get could not install ${missing[*]}; Debian 12 has them."
}

lint() {
  # Not `cargo clippy`: cargo looks into ~/.cargo/bin for its subcommands, and would find rustup's there.
  /usr/bin/cargo-clippy clippy --locked --quiet --keep-going "-Zbuild-std=$parts" --workspace "${kinds[@]}" \
    --target-dir target/foreign "${@/#/--target=}" -- -D warnings
}

install_missing

# Debian's tools, whatever rustup or the caller's settings would put in their place.
unset "${!RUST@}" "${!CARGO_BUILD@}" "${!CARGO_TARGET@}" CARGO CARGO_ENCODED_RUSTFLAGS
export PATH="/usr/bin:$PATH" RUSTC=/usr/bin/rustc
export RUSTC_WRAPPER= # empty, not unset: this also turns off one named in ~/.cargo/config.toml
export RUSTC_BOOTSTRAP=1 # -Zbuild-std is a nightly flag
export CARGO_PROFILE_DEV_DEBUG=0 # nothing built here is ever run

# First all at once, so that the standard libraries are built side by side: one cargo at a time would leave most
# cores idle behind each `core`. Whatever this run finds, the loop below finds again and says for which target.
start=$SECONDS
lint "${targets[@]}" >/dev/null 2>&1 || true
echo "standard libraries and dependencies: $((SECONDS - start)) s"

failed=()
for target in "${targets[@]}"; do
  start=$SECONDS outcome=ok
  lint "$target" || { outcome=FAILED; failed+=("$target"); }
  echo "$target: $outcome, $((SECONDS - start)) s"
done
[ ${#failed[@]} = 0 ] || die "${#failed[@]} of ${#targets[@]} targets failed: ${failed[*]}"
echo "${#targets[@]} targets checked"
