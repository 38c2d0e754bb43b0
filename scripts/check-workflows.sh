#!/usr/bin/env bash
# Whether the workflows of .github are right, as far as that can be told without running them: actionlint, which has
# their shell read by shellcheck, and zizmor for who may do what. It needs Go, Python and shellcheck.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=target/check-workflows
zizmor=1.32.0

command -v shellcheck >/dev/null || {
  echo "check:workflows: shellcheck is not installed, and actionlint would leave the shell unread" >&2
  exit 1
}
go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12

if [ ! -x "$tools-$zizmor/bin/zizmor" ]; then
  python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --target "$tools-$zizmor" "zizmor==$zizmor"
fi
"$tools-$zizmor/bin/zizmor" --quiet --offline .github/workflows
shellcheck .ci/run scripts/*.sh
echo 'workflows are right'
