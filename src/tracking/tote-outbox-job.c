/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outbox-job.h"

#include "tote-text.h"

static ToteOutboxJob *
job_new (ToteWish *wish, ToteWishRecord *kept)
{
  ToteOutboxJob *self = g_new0 (ToteOutboxJob, 1);
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (kept->created_at / G_USEC_PER_SEC);

  self->wish = g_object_ref (wish);
  self->kept = kept;
  self->entry = tote_outbox_entry_new (wish, seconds);
  self->not_before = G_MININT64;
  return self;
}

/**
 * tote_outbox_job_new:
 * @created_at: real µs
 *
 * Returns: (transfer full): a wish that is about to be written down
 */
ToteOutboxJob *
tote_outbox_job_new (ToteWish *wish, gint64 created_at)
{
  ToteWishRecord *kept = g_new0 (ToteWishRecord, 1);

  kept->key = g_strdup (tote_wish_get_key (wish));
  kept->text = tote_wish_to_text (wish);
  kept->created_at = created_at;
  kept->phase = TOTE_WISH_WAITING;
  return job_new (wish, kept);
}

static ToteJobStep
step_after_restart (const ToteWishRecord *kept, ToteWish *wish)
{
  ToteWishKind kind = tote_wish_get_kind (wish);

  switch (kept->phase) {
  case TOTE_WISH_SENDING:
    return TOTE_JOB_CHECKING;
  case TOTE_WISH_SENT:
    return kind == TOTE_WISH_MESSAGE || kind == TOTE_WISH_DECISION ? TOTE_JOB_CONFIRMING
                                                                   : TOTE_JOB_DONE;
  case TOTE_WISH_FAILED:
    return TOTE_JOB_FAILED;
  case TOTE_WISH_WAITING:
  default:
    return TOTE_JOB_READY;
  }
}

/**
 * tote_outbox_job_new_from_kept:
 * @kept: what an earlier run wrote down
 *
 * Returns: (transfer full) (nullable): the wish where that run left it
 */
ToteOutboxJob *
tote_outbox_job_new_from_kept (const ToteWishRecord *kept, GError **error)
{
  g_autoptr (ToteWish) wish = tote_wish_new_from_text (kept->text, error);
  ToteOutboxJob *self;

  if (wish == NULL)
    return NULL;
  self = job_new (wish, tote_wish_record_copy (kept));
  self->step = step_after_restart (kept, wish);
  return self;
}

void
tote_outbox_job_free (ToteOutboxJob *self)
{
  g_object_unref (self->entry);
  g_object_unref (self->wish);
  tote_wish_record_free (self->kept);
  g_free (self->refusal);
  g_free (self);
}

/**
 * tote_outbox_job_is_pending:
 *
 * Returns: whether it is not known yet if the server has it
 */
gboolean
tote_outbox_job_is_pending (ToteOutboxJob *self)
{
  return self->step <= TOTE_JOB_CHECKING;
}

/**
 * tote_outbox_job_shares_lane:
 *
 * Returns: whether the two may not be on the line at once: texts keep their order, and what is
 *   about one item or of one kind goes one after the other
 */
gboolean
tote_outbox_job_shares_lane (ToteOutboxJob *self, ToteOutboxJob *other)
{
  if (tote_wish_get_kind (self->wish) != tote_wish_get_kind (other->wish))
    return FALSE;
  return g_strcmp0 (tote_wish_get_item_id (self->wish), tote_wish_get_item_id (other->wish)) == 0;
}

/**
 * tote_outbox_job_get_check:
 * @resource: (out): what to read to find out whether the server has it
 *
 * Returns: %FALSE if nothing tells, and sending it again does no harm
 */
gboolean
tote_outbox_job_get_check (ToteOutboxJob *self, ToteResource *resource)
{
  switch (tote_wish_get_kind (self->wish)) {
  case TOTE_WISH_MESSAGE:
    *resource = TOTE_RESOURCE_CHAT;
    return TRUE;
  case TOTE_WISH_DECISION:
    *resource = TOTE_RESOURCE_ITEMS;
    return TRUE;
  case TOTE_WISH_ARRIVAL:
    *resource = TOTE_RESOURCE_ORDER;
    return TRUE;
  case TOTE_WISH_MARK_READ:
  case TOTE_WISH_SCHEDULE:
  case TOTE_WISH_VEHICLE:
  case TOTE_WISH_DELEGATE:
  case TOTE_WISH_RATING:
  default:
    return FALSE;
  }
}

static ToteSendState
get_send_state (ToteOutboxJob *self)
{
  if (self->step == TOTE_JOB_FAILED)
    return TOTE_SEND_STATE_FAILED;
  return tote_outbox_job_is_pending (self) ? TOTE_SEND_STATE_SENDING : TOTE_SEND_STATE_SENT;
}

static void
show_message (ToteOutboxJob *self, ToteMessageList *messages)
{
  ToteMessage *own = tote_message_list_lookup_own (messages, self->kept->key);

  if (own == NULL)
    own = tote_message_list_add_own (messages, self->kept->key, tote_wish_get_body (self->wish),
                                     tote_outbox_entry_get_created_at (self->entry));
  if (self->kept->server_id == NULL)
    tote_message_set_send_state (own, get_send_state (self), self->kept->reason);
  else if (tote_message_get_id (own) == NULL)
    tote_message_list_confirm_own (messages, self->kept->key, self->kept->server_id, NULL);
}

/* The row says “sending” until the server's own list shows the decision. */
static void
show_decision (ToteOutboxJob *self, ToteItemList *items)
{
  ToteItem *item = tote_item_list_lookup (items, tote_wish_get_item_id (self->wish));
  ToteSendState send_state = get_send_state (self);

  if (item == NULL)
    return;
  if (send_state == TOTE_SEND_STATE_SENT)
    send_state = TOTE_SEND_STATE_SENDING;
  tote_item_set_wish (item, tote_wish_get_decision (self->wish), send_state, self->kept->reason);
}

/**
 * tote_outbox_job_show:
 *
 * Brings the live order in line with how far the wish has come.
 */
void
tote_outbox_job_show (ToteOutboxJob *self, ToteOrder *order)
{
  tote_outbox_entry_set_send_state (self->entry, get_send_state (self), self->kept->reason);
  if (tote_wish_get_kind (self->wish) == TOTE_WISH_MESSAGE)
    show_message (self, tote_order_get_messages (order));
  else if (tote_wish_get_kind (self->wish) == TOTE_WISH_DECISION)
    show_decision (self, tote_order_get_items (order));
}

/**
 * tote_outbox_job_hide:
 *
 * Takes the wish back out of the live order. A text that the server has stays in the conversation.
 */
void
tote_outbox_job_hide (ToteOutboxJob *self, ToteOrder *order)
{
  const char *item_id = tote_wish_get_item_id (self->wish);
  ToteItem *item =
      item_id != NULL ? tote_item_list_lookup (tote_order_get_items (order), item_id) : NULL;

  if (item != NULL)
    tote_item_set_wish (item, TOTE_DECISION_NONE, TOTE_SEND_STATE_NONE, NULL);
  if (tote_wish_get_kind (self->wish) == TOTE_WISH_MESSAGE && self->kept->server_id == NULL)
    tote_message_list_remove_own (tote_order_get_messages (order), self->kept->key);
}

/* Texts as the server may hand them back: cleaned, and without space at the ends. */
static char *
normalise (const char *body)
{
  char *clean = body != NULL ? tote_text_clean (body) : NULL;

  return clean != NULL ? g_strstrip (clean) : g_strdup ("");
}

static gboolean
is_same_text (ToteMessage *message, const char *normal)
{
  g_autofree char *body = normalise (tote_message_get_body (message));

  return tote_message_get_from (message) == TOTE_SENDER_CUSTOMER &&
         tote_message_get_id (message) != NULL && g_strcmp0 (body, normal) == 0;
}

/**
 * tote_outbox_job_note_known:
 *
 * Notes which of the customer's messages with this very text the server has already, so that one
 * of them is not taken for this one after an unclear outcome. Only the first attempt counts.
 */
void
tote_outbox_job_note_known (ToteOutboxJob *self, ToteOrder *order)
{
  GListModel *messages = G_LIST_MODEL (tote_order_get_messages (order));
  g_autofree char *normal = normalise (tote_wish_get_body (self->wish));
  g_autoptr (GString) known = g_string_new (NULL);

  if (self->kept->known != NULL || tote_wish_get_kind (self->wish) != TOTE_WISH_MESSAGE)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++) {
    g_autoptr (ToteMessage) message = g_list_model_get_item (messages, i);

    if (is_same_text (message, normal))
      g_string_append_printf (known, "%s\n", tote_message_get_id (message));
  }
  self->kept->known = g_string_free (g_steal_pointer (&known), FALSE);
}

static gboolean
is_known (ToteOutboxJob *self, const char *id)
{
  g_auto (GStrv) known =
      self->kept->known != NULL ? g_strsplit (self->kept->known, "\n", -1) : NULL;

  return known != NULL && g_strv_contains ((const char *const *) known, id);
}

/**
 * tote_outbox_job_find_message:
 * @messages: (element-type ToteMessage): all that the server has
 * @claimed: ids that belong to other wishes
 *
 * Returns: (transfer none) (nullable): the server's copy of this text
 */
ToteMessage *
tote_outbox_job_find_message (ToteOutboxJob *self, GPtrArray *messages, GHashTable *claimed)
{
  g_autofree char *normal = normalise (tote_wish_get_body (self->wish));

  for (guint i = 0; i < messages->len; i++) {
    ToteMessage *message = messages->pdata[i];
    const char *id = tote_message_get_id (message);

    if (self->kept->server_id != NULL) {
      if (g_strcmp0 (id, self->kept->server_id) == 0)
        return message;
    } else if (is_same_text (message, normal) && !is_known (self, id) &&
               !g_hash_table_contains (claimed, id)) {
      return message;
    }
  }
  return NULL;
}

/**
 * tote_job_outcome_from_error:
 *
 * Returns: what became of a wish that was sent and not accepted
 */
ToteJobOutcome
tote_job_outcome_from_error (const GError *error)
{
  if (error->domain != TOTE_CONNECT_ERROR)
    return TOTE_OUTCOME_UNCLEAR;

  switch ((ToteConnectError) error->code) {
  case TOTE_CONNECT_ERROR_UNREACHABLE:
  case TOTE_CONNECT_ERROR_CERTIFICATE:
  case TOTE_CONNECT_ERROR_UNAUTHORISED:
  case TOTE_CONNECT_ERROR_NO_TOKEN:
  case TOTE_CONNECT_ERROR_BUSY:
  case TOTE_CONNECT_ERROR_REDIRECTED:
    return TOTE_OUTCOME_NOT_DELIVERED;
  case TOTE_CONNECT_ERROR_REFUSED:
    return tote_connect_error_get_status (error) == 408 ? TOTE_OUTCOME_UNCLEAR
                                                        : TOTE_OUTCOME_REFUSED;
  case TOTE_CONNECT_ERROR_FORBIDDEN:
  case TOTE_CONNECT_ERROR_NOT_FOUND:
  case TOTE_CONNECT_ERROR_NOT_OFFERED:
    return TOTE_OUTCOME_REFUSED;
  case TOTE_CONNECT_ERROR_UNCLEAR:
  case TOTE_CONNECT_ERROR_SERVER:
  case TOTE_CONNECT_ERROR_MALFORMED:
  case TOTE_CONNECT_ERROR_TOO_LARGE:
  default:
    return TOTE_OUTCOME_UNCLEAR;
  }
}
