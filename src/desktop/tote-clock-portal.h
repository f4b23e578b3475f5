/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteClockPortal: in GNOME, times are told as on the clock of the desktop. The portal says how,
 * inside a Flatpak and outside of it. On other desktops its answer would be nobody’s choice, so it
 * is not asked there, and the locale decides.
 */
#define TOTE_TYPE_CLOCK_PORTAL (tote_clock_portal_get_type ())
G_DECLARE_FINAL_TYPE (ToteClockPortal, tote_clock_portal, TOTE, CLOCK_PORTAL, GObject)

ToteClockPortal *tote_clock_portal_new (GDBusConnection *connection, GListModel *trackers);

G_END_DECLS
