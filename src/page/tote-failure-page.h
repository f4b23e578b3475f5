/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-part.h"

G_BEGIN_DECLS

/**
 * ToteFailurePage: stands in for an order that cannot be had: why, and what to do.
 *
 * Property: "tracker".
 */
#define TOTE_TYPE_FAILURE_PAGE (tote_failure_page_get_type ())
G_DECLARE_FINAL_TYPE (ToteFailurePage, tote_failure_page, TOTE, FAILURE_PAGE, TotePart)

G_END_DECLS
