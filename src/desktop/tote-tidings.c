/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-tidings.h"

#include "tote-brand.h"
#include "tote-connect-error.h"
#include "tote-text.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>

/* As much of a message as a notification has room for. */
#define MAX_WORDS 300

static void
tiding_free (ToteTiding *self)
{
  g_free (self->id);
  g_free (self->version);
  g_free (self->title);
  g_free (self->body);
  g_clear_object (&self->item);
  g_free (self);
}

/* title, body: (transfer full) */
static ToteTiding *
add (GPtrArray *tidings, ToteTidingPart part, const char *kind, const char *id, const char *version,
     char *title, char *body)
{
  ToteTiding *tiding = g_new0 (ToteTiding, 1);

  tiding->kind = kind;
  tiding->id = g_strdup (id);
  tiding->version = g_strdup (version != NULL ? version : "");
  tiding->part = part;
  tiding->title = title;
  tiding->body = body;
  g_ptr_array_add (tidings, tiding);

  return tiding;
}

static char *
build_body (ToteOrder *order, gboolean words)
{
  const char *name = words ? tote_order_get_shopper_name (order) : NULL;
  ToteStage stage = tote_order_get_stage (order);

  if (name != NULL && (stage == TOTE_STAGE_SHOPPING || stage == TOTE_STAGE_DELIVERING))
    return tote_words_doing (name, tote_order_get_state (order), stage,
                             tote_order_get_fulfillment (order));

  return tote_words_number (tote_order_get_id (order));
}

/* The switch for the stages that have one. */
static const char *
get_kind (ToteStage stage)
{
  switch (stage) {
  case TOTE_STAGE_SHOPPING:
    return "tell-shopping";
  case TOTE_STAGE_DELIVERING:
    return "tell-on-the-way";
  case TOTE_STAGE_READY:
  case TOTE_STAGE_HANDING_OVER:
    return "tell-ready";
  case TOTE_STAGE_DELIVERED:
    return "tell-delivered";
  case TOTE_STAGE_CANCELED:
    return "tell-canceled";
  case TOTE_STAGE_UNKNOWN:
  case TOTE_STAGE_RECEIVED:
  case TOTE_STAGE_REVIEW:
  case TOTE_STAGE_PACKED:
  default:
    return NULL;
  }
}

/* Handing over has steps of its own. */
static void
add_stage (GPtrArray *tidings, ToteOrder *order, gboolean words)
{
  ToteStage stage = tote_order_get_stage (order);
  const char *kind = get_kind (stage);
  const char *id = tote_tidings_get_id_at (stage);
  const char *name = tote_brand_get_name (tote_brand_get_default ());

  if (kind == NULL)
    return;

  add (tidings, TOTE_TIDING_ORDER, kind, id != NULL ? id : "handing-over",
       id != NULL ? NULL : tote_order_get_state (order),
       /* Translators: the order's headline, the retailer's name. */
       g_strdup_printf (_ ("%s – %s"), tote_order_get_headline (order), name),
       build_body (order, words));
}

static const char *
get_slot_words (ToteLateness late, ToteFulfillment fulfillment)
{
  if (late == TOTE_LATENESS_NEAR)
    /* Translators: the order's headline, after the time slot. */
    return _ ("Your time slot ends soon: %s");

  return fulfillment == TOTE_FULFILLMENT_PICKUP
             /* Translators: the order's headline, after the time slot. */
             ? _ ("Your time slot has ended: %s")
             /* Translators: the order's headline, after the time slot. */
             : _ ("Running late: %s");
}

/* A slot that was moved ends anew. */
static void
add_slot (GPtrArray *tidings, ToteTracker *tracker)
{
  ToteOrder *order = tote_tracker_get_order (tracker);
  ToteLateness late = tote_tracker_get_late (tracker);
  GDateTime *ends_at = tote_order_get_window_ends_at (order);
  g_autofree char *end = ends_at != NULL ? g_date_time_format_iso8601 (ends_at) : NULL;
  g_autofree char *version = NULL;
  GString *title;

  if (late == TOTE_LATENESS_NO || end == NULL)
    return;

  version = g_strconcat (late == TOTE_LATENESS_NEAR ? "near " : "past ", end, NULL);
  title = g_string_new (get_slot_words (late, tote_order_get_fulfillment (order)));
  g_string_replace (title, "%s", tote_order_get_headline (order), 1);
  add (tidings, TOTE_TIDING_ORDER, "tell-slot", "slot", version, g_string_free (title, FALSE),
       tote_words_number (tote_order_get_id (order)));
}

static char *
describe (ToteProduct *product)
{
  const char *name = product != NULL ? tote_words_product (product) : "";
  g_autofree char *amount = product != NULL ? tote_product_dup_amount (product) : NULL;

  /* Translators: read aloud: an item, and how much of it. */
  return amount != NULL ? g_strdup_printf (_ ("%s, %s"), name, amount) : g_strdup (name);
}

/* Nobody can answer what is not shown. */
static char *
ask_about (const char *ordered, gboolean words)
{
  if (!words)
    return g_strdup (_ ("A replacement waits for your answer"));

  /* Translators: what was ordered. */
  return g_strdup_printf (_ ("Replacement for %s"), ordered);
}

/* Desktops cut a title where their line ends, and the words below it later: what is to be decided
 * on stands first there. */
static char *
offer (const char *offered, gboolean words)
{
  ToteProfile *profile = tote_brand_get_profile (tote_brand_get_default ());
  g_autofree char *silence = tote_words_silence (tote_profile_get_silence_bought (profile));

  if (!words)
    return g_steal_pointer (&silence);

  /* Translators: what is offered in place of what was ordered, and a sentence on what happens if
   * nobody answers. */
  return g_strdup_printf (_ ("Instead: %s. %s"), offered, silence);
}

/* Another suggestion is another question. */
static void
add_question (GPtrArray *tidings, ToteItem *item, gboolean words)
{
  ToteProduct *replacement = tote_item_get_replacement (item);
  g_autofree char *id = g_strconcat ("question ", tote_item_get_id (item), NULL);
  g_autofree char *ordered = describe (tote_item_get_product (item));
  g_autofree char *offered = describe (replacement);
  const char *product_id = replacement != NULL ? tote_product_get_id (replacement) : NULL;
  g_autofree char *version =
      g_strdup_printf ("%s %s", product_id != NULL ? product_id : "", offered);
  ToteTiding *tiding = add (tidings, TOTE_TIDING_ITEMS, "tell-question", id, version,
                            ask_about (ordered, words), offer (offered, words));

  if (words)
    tiding->item = g_object_ref (item);
}

/* What was answered here and is on its way is no question any more. */
static void
add_questions (GPtrArray *tidings, ToteOrder *order, gboolean words)
{
  GListModel *questions = tote_item_list_get_questions (tote_order_get_items (order));

  for (guint i = 0; i < g_list_model_get_n_items (questions); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (questions, i);
    ToteSendState send_state = tote_item_get_send_state (item);

    if (send_state == TOTE_SEND_STATE_NONE || TOTE_SEND_STATE_IS_TROUBLE (send_state))
      add_question (tidings, item, words);
  }
}

static ToteMessage *
find_unread (ToteMessageList *messages)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (messages));

  if (tote_message_list_get_n_unread (messages) == 0)
    return NULL;

  for (guint i = n; i-- > 0;) {
    g_autoptr (ToteMessage) message = g_list_model_get_item (G_LIST_MODEL (messages), i);

    if (tote_message_get_from (message) == TOTE_SENDER_SHOPPER &&
        tote_message_get_has_read_state (message) && !tote_message_get_read (message))
      return message; /* the list keeps it */
  }
  return NULL;
}

static void
add_message (GPtrArray *tidings, ToteOrder *order, gboolean words)
{
  ToteMessage *message = find_unread (tote_order_get_messages (order));
  const char *name = tote_order_get_shopper_name (order);

  if (message == NULL)
    return;

  add (tidings, TOTE_TIDING_CHAT, "tell-message", "message", tote_message_get_id (message),
       g_strdup (!words         ? _ ("A message about your order")
                 : name != NULL ? name
                                : _ ("Your shopper")),
       words ? tote_text_cut (tote_text_clean (tote_message_get_body (message)), MAX_WORDS)
             : tote_words_number (tote_order_get_id (order)));
}

/* Only where something was said. */
static void
add_chat_ending (GPtrArray *tidings, ToteTracker *tracker)
{
  ToteOrder *order = tote_tracker_get_order (tracker);

  if (tote_tracker_get_chat_ending (tracker) &&
      g_list_model_get_n_items (G_LIST_MODEL (tote_order_get_messages (order))) > 0)
    add (tidings, TOTE_TIDING_CHAT, "tell-chat-ending", "chat-ending", NULL,
         g_strdup (_ ("The chat closes soon")),
         g_strdup (_ ("What was said can be read for less than an hour more.")));
}

/* With no way in nothing more will be told. */
static void
add_signed_out (GPtrArray *tidings, ToteTracker *tracker)
{
  const GError *lock_out = tote_tracker_get_lock_out (tracker);
  g_autofree char *number = NULL;
  g_autofree char *way_in = NULL;

  if (tote_tracker_get_ended (tracker) || lock_out == NULL)
    return;

  number = tote_words_number (tote_order_get_id (tote_tracker_get_order (tracker)));
  way_in = tote_words_failure (lock_out);
  add (tidings, TOTE_TIDING_WAY_IN, "tell-signed-out", TOTE_TIDINGS_SIGNED_OUT, NULL,
       g_error_matches (lock_out, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_LOCKED)
           ? tote_words_failure_title (lock_out)
           : g_strdup (_ ("Sign in again to go on following")),
       /* Translators: the order's number, and a sentence on how to get in. */
       g_strdup_printf (_ ("%s. %s"), number, way_in));
}

/**
 * tote_tidings_get_id_at:
 *
 * Returns: (nullable): the id of what is told when an order comes to @stage, where that is told
 *   once and no more
 */
const char *
tote_tidings_get_id_at (ToteStage stage)
{
  switch (stage) {
  case TOTE_STAGE_SHOPPING:
    return "shopping";
  case TOTE_STAGE_DELIVERING:
    return "on-the-way";
  case TOTE_STAGE_READY:
    return "ready";
  case TOTE_STAGE_DELIVERED:
  case TOTE_STAGE_CANCELED:
    return "end";
  case TOTE_STAGE_UNKNOWN:
  case TOTE_STAGE_RECEIVED:
  case TOTE_STAGE_REVIEW:
  case TOTE_STAGE_PACKED:
  case TOTE_STAGE_HANDING_OVER:
  default:
    return NULL;
  }
}

/**
 * tote_tidings_is_known:
 * @tracker: follows an order
 * @part: a part of it
 *
 * Returns: whether that part has been seen at all
 */
gboolean
tote_tidings_is_known (ToteTracker *tracker, ToteTidingPart part)
{
  g_return_val_if_fail (TOTE_IS_TRACKER (tracker), FALSE);

  switch (part) {
  case TOTE_TIDING_ITEMS:
    return tote_tracker_get_items_loaded (tracker);
  case TOTE_TIDING_CHAT:
    return tote_tracker_get_chat (tracker) != TOTE_AVAILABILITY_UNKNOWN;
  case TOTE_TIDING_WAY_IN:
    return tote_tracker_get_answered (tracker) || tote_tracker_get_lock_out (tracker) != NULL;
  case TOTE_TIDING_ORDER:
  case TOTE_TIDING_N_PARTS:
  default:
    return tote_tracker_get_loaded (tracker);
  }
}

/**
 * tote_tidings_of:
 * @tracker: follows an order
 * @words: whether names, items and what the shopper writes may be in it
 *
 * Returns: (transfer full) (element-type ToteTiding): what there is to tell of it as it stands,
 *   whether it was told before or not
 */
GPtrArray *
tote_tidings_of (ToteTracker *tracker, gboolean words)
{
  GPtrArray *tidings = g_ptr_array_new_with_free_func ((GDestroyNotify) tiding_free);
  ToteOrder *order;

  g_return_val_if_fail (TOTE_IS_TRACKER (tracker), tidings);

  order = tote_tracker_get_order (tracker);
  if (tote_tidings_is_known (tracker, TOTE_TIDING_ORDER)) {
    add_stage (tidings, order, words);
    add_slot (tidings, tracker);
    add_signed_out (tidings, tracker);
  }
  if (tote_tidings_is_known (tracker, TOTE_TIDING_ITEMS))
    add_questions (tidings, order, words);
  if (tote_tidings_is_known (tracker, TOTE_TIDING_CHAT)) {
    add_message (tidings, order, words);
    add_chat_ending (tidings, tracker);
  }

  return tidings;
}
