#!/bin/sh
# Takes gcmdesk away again. Workspaces, reports and preferences stay where they are.
set -eu
data=${XDG_DATA_HOME:-$HOME/.local/share}
rm -f "$HOME/.local/bin/gcmdesk" "$data/applications/gcmdesk.desktop" "$data/mime/packages/gcmdesk.xml"
for size in 16 32 48 64 128 256 512; do
  rm -f "$data/icons/hicolor/${size}x${size}/apps/gcmdesk.png" \
    "$data/icons/hicolor/${size}x${size}/mimetypes/application-vnd.gcmdesk.workspace.png"
done
for step in "update-mime-database $data/mime" "update-desktop-database $data/applications"; do
  # shellcheck disable=SC2086 - the words are the command
  ! command -v ${step%% *} >/dev/null || $step >/dev/null 2>&1 || true
done
rm -rf "$data/gcmdesk/program"
rmdir "$data/gcmdesk" 2>/dev/null || true
echo "gcmdesk is removed. Your workspaces and reports are where you saved them."
