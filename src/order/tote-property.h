/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Setting a property once, with a notification only where it differs. */

gboolean tote_property_set_text (gpointer object, char **text, const char *fresh,
                                 GParamSpec *pspec);
gboolean tote_property_set_flag (gpointer object, gboolean *flag, gboolean fresh,
                                 GParamSpec *pspec);
gboolean tote_property_set_time (gpointer object, GDateTime **time, GDateTime *fresh,
                                 GParamSpec *pspec);

G_END_DECLS
