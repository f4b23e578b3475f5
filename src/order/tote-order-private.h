/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-order.h"

G_BEGIN_DECLS

/* One order, live: what the server last said of each part, and what follows from it for the page.
 * Its lists live as long as it does. A fresh one that was decoded from an answer serves to update
 * the live one and is thrown away. */
struct _ToteOrder {
  GObject parent_instance;

  char *id;                    /* (owned) */
  char *state;                 /* (owned) (nullable) the server's word */
  char *fulfillment_word;      /* (owned) (nullable) the server's word */
  GDateTime *created_at;       /* (owned) (nullable) */
  GDateTime *window_starts_at; /* (owned) (nullable) */
  GDateTime *window_ends_at;   /* (owned) (nullable) */
  char *pickup_category;       /* (owned) (nullable) */
  GTimeZone *slot_zone;        /* (owned) (nullable): as the slot's times were told */
  GTimeZone *chat_zone;        /* (owned) (nullable): as the conversation named it */

  ToteFulfillment fulfillment;
  ToteStage stage;

  ToteItemList *items;       /* (owned) */
  ToteMessageList *messages; /* (owned) */
  GListStore *instructions;  /* (owned) of ToteInstruction */
  ToteHandling *handling;    /* (owned) (nullable) */
  ToteVehicle *vehicle;      /* (owned) (nullable) */
  TotePosition *position;    /* (owned) (nullable) of the shopper */
  GListStore *track;         /* (owned) of TotePosition */

  char *chat_shopper_name;      /* (owned) (nullable) */
  char *chat_shopper_image_url; /* (owned) (nullable) */
  gboolean people_forgotten;
};

typedef enum {
  PROP_ID = 1,
  PROP_STATE,
  PROP_FULFILLMENT_WORD,
  PROP_CREATED_AT,
  PROP_WINDOW_STARTS_AT,
  PROP_WINDOW_ENDS_AT,
  PROP_PICKUP_CATEGORY,
  PROP_TIME_ZONE,
  PROP_FULFILLMENT,
  PROP_STAGE,
  PROP_HEADLINE,
  PROP_DETAIL,
  PROP_STEP,
  PROP_ENDED,
  PROP_ITEMS,
  PROP_MESSAGES,
  PROP_INSTRUCTIONS,
  PROP_HANDLING,
  PROP_VEHICLE,
  PROP_POSITION,
  PROP_TRACK,
  PROP_SHOPPER_NAME,
  PROP_SHOPPER_IMAGE_URL,
  PROP_SHOPPER_PHONE,
} ToteOrderProperty;

void tote_order_notify (ToteOrder *self, ToteOrderProperty property);
gboolean tote_order_take_zone (ToteOrder *self, GTimeZone **place, GTimeZone *fresh);

G_END_DECLS
