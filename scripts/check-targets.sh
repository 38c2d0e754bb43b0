#!/usr/bin/env bash
# Lints the workspace for the systems this machine is not, against a standard library built from source.
# rustup has no such targets everywhere; Debian's rustc-web with rust-web-src can build all of them.
# Usage: check-targets.sh [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."

all=(
  x86_64-unknown-freebsd
  x86_64-unknown-netbsd
  x86_64-unknown-openbsd
  x86_64-apple-darwin
  aarch64-apple-darwin
  aarch64-unknown-linux-musl
)
packages=(rustc-web cargo-web rust-web-clippy rust-web-src)
targets=("${@:-${all[@]}}")

if ! dpkg-query --show "${packages[@]}" >/dev/null 2>&1; then
  command -v apt-get >/dev/null || { echo "check:targets needs Debian's packages ${packages[*]}" >&2; exit 1; }
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update --quiet
  "${as_root[@]}" apt-get install --yes --quiet --no-install-recommends "${packages[@]}"
fi

# Debian's cargo and rustc, whatever rustup put before them.
unset RUSTUP_TOOLCHAIN RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER CARGO RUSTFLAGS
export PATH="/usr/bin:$PATH" RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1

for target in "${targets[@]}"; do
  start=$SECONDS
  /usr/bin/cargo clippy --locked --quiet -Zbuild-std=std,panic_unwind --target "$target" \
    --workspace --target-dir target/foreign -- -D warnings
  echo "$target: ok, $((SECONDS - start)) s"
done
echo "${#targets[@]} targets checked"
