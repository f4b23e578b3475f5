/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_OUTBOX_NOTES (tote_outbox_notes_get_type ())
G_DECLARE_FINAL_TYPE (ToteOutboxNotes, tote_outbox_notes, TOTE, OUTBOX_NOTES, GtkWidget)

G_END_DECLS
