/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteRatingForm: stars, what went well, and a note of thanks. A rating is given once: the form
 * locks when it leaves and is free again only if it could not be sent.
 *
 * Property: "tracker".
 */
#define TOTE_TYPE_RATING_FORM (tote_rating_form_get_type ())
G_DECLARE_FINAL_TYPE (ToteRatingForm, tote_rating_form, TOTE, RATING_FORM, TotePart)

G_END_DECLS
