/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TOTE_TYPE_CLOCK_PORTAL (tote_clock_portal_get_type ())
G_DECLARE_FINAL_TYPE (ToteClockPortal, tote_clock_portal, TOTE, CLOCK_PORTAL, GObject)

ToteClockPortal *tote_clock_portal_new (GDBusConnection *connection, GListModel *trackers);

G_END_DECLS
