/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ToteWake: tells when it is worth asking again at once: the network came back, or the machine
 * woke from suspend. One for the process. Signal "woke".
 */
#define TOTE_TYPE_WAKE (tote_wake_get_type ())
G_DECLARE_FINAL_TYPE (ToteWake, tote_wake, TOTE, WAKE, GObject)

ToteWake *tote_wake_get_default (void);
void tote_wake_emit (ToteWake *self);

G_END_DECLS
