/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-clock.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteApplication: what the person or the desktop wants of the program, however that comes: by the
 * command line, by a link, by an action. It shows the orders of a #ToteOrderBook in one window.
 */
#define TOTE_TYPE_APPLICATION (tote_application_get_type ())
G_DECLARE_FINAL_TYPE (ToteApplication, tote_application, TOTE, APPLICATION, AdwApplication)

ToteApplication *tote_application_new (ToteClock *clock);
void tote_application_take_token (ToteApplication *self, char *token);

G_END_DECLS
