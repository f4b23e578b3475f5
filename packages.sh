# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh disable=SC2034
# What Debian 12 or 13 has to have, by purpose. This is the one place for it.

build_packages='
  gcc libc6-dev pkgconf meson ninja-build gettext
  libgtk-4-dev libgtk-4-bin libadwaita-1-dev libshumate-dev libsoup-3.0-dev libjson-glib-dev
  libsqlite3-dev libsecret-1-dev libgsound-dev desktop-file-utils appstream
  libjpeg62-turbo-dev libpng-dev libwebp-dev libseccomp-dev
  adwaita-icon-theme librsvg2-common fonts-cantarell glib-networking
'

# for a machine with no display
headless_packages='xvfb xauth dbus dbus-daemon at-spi2-core scrot imagemagick'

test_packages='
  clang-format python3 python3-gi gir1.2-atspi-2.0 python3-jsonschema python3-yaml
  mold procps locales nginx-light openssl gnome-keyring sway grim wtype libxtst6
'

# to hear what a screen reader says
hear_packages='orca openbox gsettings-desktop-schemas'

# for the displays of a chain
fleet_packages='nginx-light python3'

# of real desktops, in places of their own
desktop_packages='
  dbus libglib2.0-bin at-spi2-core adwaita-icon-theme fonts-cantarell librsvg2-common
  python3 python3-gi gir1.2-glib-2.0 gnome-keyring
'
gnome_packages='gnome-shell gjs'
xfce_packages='
  xfwm4 xfdesktop4 xfce4-panel xfce4-notifyd xfconf
  xvfb xdotool wmctrl x11-utils imagemagick
'

sanitize_packages='libasan8 libubsan1'

fuzz_packages='clang libclang-rt-dev'

analyze_packages='clang-tidy cppcheck'

threads_packages='libtsan2'

package_packages='build-essential debhelper lintian dpkg-dev'

# mmdebstrap for the stand-in, where no remote has the runtime
flatpak_packages='
  flatpak flatpak-builder ostree elfutils bubblewrap xdg-dbus-proxy gnupg python3
  xvfb xauth dbus libglib2.0-bin scrot git mmdebstrap
'
