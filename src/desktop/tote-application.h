/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteApplication: turns the command line into orders that are followed, and shows them in one
 * window. The only place where the page meets the wire: it makes the client, the tokens and the
 * tracker of each order.
 */
#define TOTE_TYPE_APPLICATION (tote_application_get_type ())
G_DECLARE_FINAL_TYPE (ToteApplication, tote_application, TOTE, APPLICATION, AdwApplication)

ToteApplication *tote_application_new (void);
void tote_application_take_token (ToteApplication *self, char *token);

G_END_DECLS
