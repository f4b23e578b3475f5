/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_ANNOUNCER (tote_announcer_get_type ())
G_DECLARE_FINAL_TYPE (ToteAnnouncer, tote_announcer, TOTE, ANNOUNCER, GObject)

ToteAnnouncer *tote_announcer_new (ToteTracker *tracker, GtkWidget *widget);
const char *tote_announcer_get_title (ToteAnnouncer *self);

G_END_DECLS
