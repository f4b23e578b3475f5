/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TOTE_TYPE_HEADER (tote_header_get_type ())
G_DECLARE_FINAL_TYPE (ToteHeader, tote_header, TOTE, HEADER, GtkWidget)

G_END_DECLS
