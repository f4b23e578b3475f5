/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ToteFulfillment: how the order reaches the customer (contract 3.1; both spellings of last mile).
 */
typedef enum {
  TOTE_FULFILLMENT_UNKNOWN,
  TOTE_FULFILLMENT_DELIVERY,
  TOTE_FULFILLMENT_PICKUP,
  TOTE_FULFILLMENT_LAST_MILE,
} ToteFulfillment;

/**
 * ToteStage: what the customer's page is about, drawn from the workflow state (design 4).
 */
typedef enum {
  TOTE_STAGE_UNKNOWN,
  TOTE_STAGE_RECEIVED,
  TOTE_STAGE_SHOPPING,
  TOTE_STAGE_REVIEW,
  TOTE_STAGE_PACKED,
  TOTE_STAGE_DELIVERING,
  TOTE_STAGE_READY,
  TOTE_STAGE_HANDING_OVER,
  TOTE_STAGE_DELIVERED,
  TOTE_STAGE_CANCELED,
} ToteStage;

/**
 * ToteMask: what of an order is left out, since it is shown where anybody may look on.
 *
 * @TOTE_MASK_ADDRESS: where it goes, and where that is on the map
 * @TOTE_MASK_PHONE: the shopper's telephone number
 * @TOTE_MASK_NAME: who the shopper is
 * @TOTE_MASK_NOTES: what the customer wrote down for the handing over
 */
typedef enum {
  TOTE_MASK_NOTHING = 0,
  TOTE_MASK_ADDRESS = 1 << 0,
  TOTE_MASK_PHONE = 1 << 1,
  TOTE_MASK_NAME = 1 << 2,
  TOTE_MASK_NOTES = 1 << 3,
} ToteMask;

/**
 * ToteItemGroup: the list of the page an item stands in (contract 3.2).
 */
typedef enum {
  TOTE_ITEM_GROUP_SHOPPING,
  TOTE_ITEM_GROUP_FOUND,
  TOTE_ITEM_GROUP_REPLACED,
  TOTE_ITEM_GROUP_REFUNDED,
} ToteItemGroup;

#define TOTE_N_ITEM_GROUPS (TOTE_ITEM_GROUP_REFUNDED + 1)

/**
 * ToteDecision: the customer's decision on a replacement, as the server has it (contract 3.2).
 */
typedef enum {
  TOTE_DECISION_NONE,
  TOTE_DECISION_PENDING,
  TOTE_DECISION_APPROVED,
  TOTE_DECISION_REJECTED,
} ToteDecision;

/**
 * ToteSender: who wrote a message; %TOTE_SENDER_SYSTEM is a notice or an unknown sender.
 */
typedef enum {
  TOTE_SENDER_SYSTEM,
  TOTE_SENDER_CUSTOMER,
  TOTE_SENDER_SHOPPER,
} ToteSender;

/**
 * ToteSendState: how far a wish or message of the customer has come.
 *
 * @TOTE_SEND_STATE_NONE: nothing is under way
 * @TOTE_SEND_STATE_SENDING: written down here, not yet known to be on the server
 * @TOTE_SEND_STATE_SENT: the server has it
 * @TOTE_SEND_STATE_READ: the other side has read it
 * @TOTE_SEND_STATE_FAILED: the server refused it, or it could not be sent; it can be tried again
 * @TOTE_SEND_STATE_UNCLEAR: the server may have it, which could not be found out; only the customer
 *   repeats it
 * @TOTE_SEND_STATE_OVERDUE: it was written longer ago than it is good for; only the customer sends
 * it
 * @TOTE_SEND_STATE_OVERTAKEN: what it was about has changed; it was not sent
 */
typedef enum {
  TOTE_SEND_STATE_NONE,
  TOTE_SEND_STATE_SENDING,
  TOTE_SEND_STATE_SENT,
  TOTE_SEND_STATE_READ,
  TOTE_SEND_STATE_FAILED,
  TOTE_SEND_STATE_UNCLEAR,
  TOTE_SEND_STATE_OVERDUE,
  TOTE_SEND_STATE_OVERTAKEN,
} ToteSendState;

/* Whether it did not go as it should, and the customer is told. */
#define TOTE_SEND_STATE_IS_TROUBLE(send_state) ((send_state) >= TOTE_SEND_STATE_FAILED)

/**
 * ToteWishKind: what a customer can ask for (contract 3.3, 3.6, 3.8, 3.9).
 */
typedef enum {
  TOTE_WISH_DECISION,
  TOTE_WISH_MESSAGE,
  TOTE_WISH_MARK_READ,
  TOTE_WISH_ARRIVAL,
  TOTE_WISH_SCHEDULE,
  TOTE_WISH_VEHICLE,
  TOTE_WISH_DELEGATE,
  TOTE_WISH_RATING,
} ToteWishKind;

G_END_DECLS
