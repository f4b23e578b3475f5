/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteRemarks: what a window says over its page, in plain text: in passing, or until it is closed.
 */
#define TOTE_TYPE_REMARKS (tote_remarks_get_type ())
G_DECLARE_FINAL_TYPE (ToteRemarks, tote_remarks, TOTE, REMARKS, GObject)

ToteRemarks *tote_remarks_new (AdwToastOverlay *overlay);
void tote_remarks_pass (ToteRemarks *self, const char *text);
void tote_remarks_keep (ToteRemarks *self, const char *text);
void tote_remarks_offer (ToteRemarks *self, const char *text, const char *label,
                         const char *action);

G_END_DECLS
