#!/bin/sh
# Installs gcmdesk for this user, without root and without internet: the program, an entry in the menu, its picture and
# its file type. Run it again to bring a newer version; `uninstall.sh` takes everything away but your workspaces.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
place=$data/gcmdesk/program
commands=$HOME/.local/bin

if [ -f "$here/SHA256SUMS" ]; then
  (cd "$here" && sha256sum --check --quiet SHA256SUMS) || {
    echo "Some files of this copy of gcmdesk are damaged. Copy it again." >&2
    exit 1
  }
fi
mkdir -p "$data/gcmdesk" "$data/applications" "$data/mime/packages" "$commands"
rm -rf "$place.new"
cp -R "$here" "$place.new"
rm -rf "$place.old"
[ ! -e "$place" ] || mv "$place" "$place.old"
mv "$place.new" "$place"
rm -rf "$place.old"
ln -sf "$place/gcmdesk" "$commands/gcmdesk"

for size in 16 32 48 64 128 256 512; do
  for kind in apps:gcmdesk mimetypes:application-vnd.gcmdesk.workspace; do
    folder=$data/icons/hicolor/${size}x${size}/${kind%%:*}
    mkdir -p "$folder"
    cp "$place/share/gcmdesk-$size.png" "$folder/${kind#*:}.png"
  done
done
cat >"$data/applications/gcmdesk.desktop" <<END
[Desktop Entry]
Type=Application
Name=gcmdesk
GenericName=Consultations on migration
GenericName[fr]=Consultations sur la migration
GenericName[ar]=مشاورات بشأن الهجرة
Comment=Prepare, hold and report consultations on the Global Compact for Migration
Comment[fr]=Préparer, tenir et restituer les consultations sur le Pacte mondial pour les migrations
Comment[ar]=إعداد المشاورات بشأن الاتفاق العالمي للهجرة وعقدها وإعداد تقاريرها
Exec="$place/gcmdesk" %f
Icon=gcmdesk
Terminal=false
Categories=Office;
MimeType=application/vnd.gcmdesk.workspace;
StartupWMClass=gcmdesk
END
cat >"$data/mime/packages/gcmdesk.xml" <<END
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/vnd.gcmdesk.workspace">
    <comment>gcmdesk workspace</comment>
    <comment xml:lang="fr">Espace de travail gcmdesk</comment>
    <comment xml:lang="ar">مساحة عمل gcmdesk</comment>
    <glob pattern="*.gcmdesk"/>
  </mime-type>
</mime-info>
END
for step in "update-mime-database $data/mime" "update-desktop-database $data/applications" \
  "gtk-update-icon-cache -q -t $data/icons/hicolor"; do
  # shellcheck disable=SC2086 - the words are the command
  ! command -v ${step%% *} >/dev/null || $step >/dev/null 2>&1 || true
done
echo "gcmdesk is installed. You find it in the menu of your programs; in a terminal: $commands/gcmdesk"
