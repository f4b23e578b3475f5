/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ToteAvailability: whether a part of the order can be had.
 *
 * @TOTE_AVAILABILITY_UNKNOWN: not asked yet
 * @TOTE_AVAILABILITY_YES: it can
 * @TOTE_AVAILABILITY_NOT_YET: its phase has not come (chat before picking)
 * @TOTE_AVAILABILITY_OVER: its phase is past (chat after the end; still readable for 24 h)
 * @TOTE_AVAILABILITY_EXPIRED: gone from the server
 * @TOTE_AVAILABILITY_OFF: the retailer has it switched off (403), or the server does not offer it
 */
typedef enum {
  TOTE_AVAILABILITY_UNKNOWN,
  TOTE_AVAILABILITY_YES,
  TOTE_AVAILABILITY_NOT_YET,
  TOTE_AVAILABILITY_OVER,
  TOTE_AVAILABILITY_EXPIRED,
  TOTE_AVAILABILITY_OFF,
} ToteAvailability;

G_END_DECLS
