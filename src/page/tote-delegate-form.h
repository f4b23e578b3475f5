/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ToteDelegateForm: who collects the order instead of the customer, as a row that opens into a
 * form. There is no way back on the server, which the form says.
 *
 * Property "delegated" (whether the store knows that somebody else comes), internal child "form"
 * (the #ToteWishWatch, which is given the tracker).
 */
#define TOTE_TYPE_DELEGATE_FORM (tote_delegate_form_get_type ())
G_DECLARE_FINAL_TYPE (ToteDelegateForm, tote_delegate_form, TOTE, DELEGATE_FORM, AdwExpanderRow)

G_END_DECLS
