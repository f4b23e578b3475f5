/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the keys of a keyboard-type barcode scanner stand for. Scanners type the key codes of a US
 * keyboard, so the codes are read and not the letters that the store's layout makes of them. A
 * code is the one of X11 and of GDK on Wayland: that of Linux plus 8. */
char tote_key_codes_get_character (guint code, gboolean shift);
gboolean tote_key_codes_is_end (guint code, gboolean control);

G_END_DECLS
