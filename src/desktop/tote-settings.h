/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the person has chosen, and what the window remembers (design 12). The keys and what they
 * are for stand in data/io.github.tote.Tote.gschema.xml.in. */

GSettings *tote_settings_new (void);
gboolean tote_settings_is_on (GSettings *settings, const char *key, gboolean otherwise);
void tote_settings_bind (GSettings *settings, const char *key, gpointer object,
                         const char *property);
void tote_settings_remember (GSettings *settings, const char *key, gpointer object,
                             const char *property);

G_END_DECLS
