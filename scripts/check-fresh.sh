#!/usr/bin/env bash
# Fails if a generated file that is committed is not what the build has just written.
set -euo pipefail
cd "$(dirname "$0")/.."

generated=(index.d.ts src/generated docs/availability.md package-lock.json Cargo.lock)
if ! git diff --exit-code --stat -- "${generated[@]}"; then
  echo "generated files are stale: run 'npm run build' and commit what it writes" >&2
  exit 1
fi
if untracked=$(git ls-files --others --exclude-standard -- "${generated[@]}") && [ -n "$untracked" ]; then
  echo "generated files are not committed: $untracked" >&2
  exit 1
fi
echo "generated files are fresh"
