/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-tracker.h"

G_BEGIN_DECLS

/**
 * ToteTidingPart: the part of the order that something to tell comes from. Kept on disk as a
 * number.
 */
typedef enum {
  TOTE_TIDING_ORDER,
  TOTE_TIDING_ITEMS,
  TOTE_TIDING_CHAT,
  TOTE_TIDING_WAY_IN,
  TOTE_TIDING_N_PARTS,
} ToteTidingPart;

/* The id of what is told when the customer has to find a way in first. */
#define TOTE_TIDINGS_SIGNED_OUT "signed-out"

/**
 * ToteTiding: something about an order that is worth telling to somebody who looks elsewhere.
 *
 * @kind: the switch among the settings that turns its like off
 * @id: what it is about: there is one of each at a time
 * @version: which one it is: told once
 * @title: plain text
 * @body: plain text
 * @item: (nullable): whose replacement can be answered from what is told
 */
typedef struct {
  const char *kind;
  char *id;
  char *version;
  ToteTidingPart part;
  char *title;
  char *body;
  ToteItem *item;
} ToteTiding;

const char *tote_tidings_get_id_at (ToteStage stage);
gboolean tote_tidings_is_known (ToteTracker *tracker, ToteTidingPart part);
GPtrArray *tote_tidings_of (ToteTracker *tracker, gboolean words);

G_END_DECLS
