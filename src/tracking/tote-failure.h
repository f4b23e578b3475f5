/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-connect-error.h"

G_BEGIN_DECLS

/* What a failure means for the asking: a verdict, a pause, or nothing. */

gboolean tote_failure_is_refusal (const GError *error);
gboolean tote_failure_is_unreadable (const GError *error);
gboolean tote_failure_is_lasting (const GError *error);
gboolean tote_failure_is_verdict (const GError *error);
gboolean tote_failure_is_locked_out (const GError *error);
gboolean tote_failure_is_missing (const GError *error);
gboolean tote_failure_may_pass (const GError *error);
gint64 tote_failure_get_rest (const GError *error);
gboolean tote_failure_equal (const GError *a, const GError *b);

G_END_DECLS
