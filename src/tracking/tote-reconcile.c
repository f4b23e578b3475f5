/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-reconcile.h"

#include "tote-connect-error.h"
#include "tote-conversation.h"
#include "tote-text.h"

/**
 * tote_reconcile_error:
 *
 * Returns: what became of a wish that was sent and not accepted
 */
ToteOutcome
tote_reconcile_error (const GError *error)
{
  if (error->domain != TOTE_CONNECT_ERROR)
    return TOTE_OUTCOME_UNCLEAR;

  switch ((ToteConnectError) error->code) {
  case TOTE_CONNECT_ERROR_UNREACHABLE:
  case TOTE_CONNECT_ERROR_CERTIFICATE:
  case TOTE_CONNECT_ERROR_UNAUTHORISED:
  case TOTE_CONNECT_ERROR_NO_TOKEN:
  case TOTE_CONNECT_ERROR_LOCKED:
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

/* Borrowed: the model keeps it. */
static ToteOutboxEntry *
entry_at (GListModel *entries, guint position)
{
  g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (entries, position);

  return entry;
}

/**
 * tote_reconcile_share_lane:
 *
 * Returns: whether the two may not be on the line at once: texts keep their order, and what is
 *   about one item or of one kind goes one after the other
 */
gboolean
tote_reconcile_share_lane (ToteWish *a, ToteWish *b)
{
  return tote_wish_get_kind (a) == tote_wish_get_kind (b) &&
         g_strcmp0 (tote_wish_get_item_id (a), tote_wish_get_item_id (b)) == 0;
}

/**
 * tote_reconcile_get_check:
 * @resource: (out): what to read to find out whether the server has it
 *
 * Returns: %FALSE if nothing tells
 */
gboolean
tote_reconcile_get_check (ToteOutboxEntry *entry, ToteResource *resource)
{
  switch (tote_wish_get_kind (tote_outbox_entry_get_wish (entry))) {
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

static gboolean
is_text_acceptable (const char *body)
{
  g_autofree char *stripped = g_strstrip (g_strdup (body));

  return *stripped != '\0' && g_utf8_strlen (body, -1) <= TOTE_MESSAGE_MAX;
}

static gboolean
is_acceptable (ToteOrder *order, ToteWish *wish)
{
  ToteItem *item;

  switch (tote_wish_get_kind (wish)) {
  case TOTE_WISH_MESSAGE:
    return is_text_acceptable (tote_wish_get_body (wish));
  case TOTE_WISH_DECISION:
    item = tote_item_list_lookup (tote_order_get_items (order), tote_wish_get_item_id (wish));
    return item != NULL && tote_item_get_question (item);
  case TOTE_WISH_MARK_READ:
    return FALSE;
  case TOTE_WISH_ARRIVAL:
  case TOTE_WISH_SCHEDULE:
  case TOTE_WISH_VEHICLE:
  case TOTE_WISH_DELEGATE:
  case TOTE_WISH_RATING:
  default:
    return TRUE;
  }
}

/* A second wish of its kind while the first is under way is a double click. */
static gboolean
is_repeat (ToteOutboxEntry *entry, ToteWish *wish)
{
  ToteWishKind kind = tote_wish_get_kind (wish);
  gboolean once = kind == TOTE_WISH_ARRIVAL || kind == TOTE_WISH_RATING;

  if (kind == TOTE_WISH_MESSAGE ||
      !tote_reconcile_share_lane (tote_outbox_entry_get_wish (entry), wish))
    return FALSE;
  return tote_course_is_pending (tote_outbox_entry_get_course (entry)) ||
         tote_outbox_entry_get_course (entry)->progress == TOTE_OUTBOX_CONFIRMING ||
         (once && tote_outbox_entry_get_course (entry)->progress == TOTE_OUTBOX_DONE);
}

/**
 * tote_reconcile_accept:
 *
 * Returns: whether @wish can be taken: there is something to decide or to say, and it is not under
 *   way already
 */
gboolean
tote_reconcile_accept (GListModel *entries, ToteOrder *order, ToteWish *wish)
{
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++) {
    if (is_repeat (entry_at (entries, i), wish))
      return FALSE;
  }
  return is_acceptable (order, wish);
}

/**
 * tote_reconcile_is_blocked:
 *
 * Returns: whether an earlier wish has to be settled before the one at @position
 */
gboolean
tote_reconcile_is_blocked (GListModel *entries, guint position)
{
  ToteOutboxEntry *entry = entry_at (entries, position);

  for (guint i = 0; i < position; i++) {
    ToteOutboxEntry *earlier = entry_at (entries, i);

    if (tote_course_is_pending (tote_outbox_entry_get_course (earlier)) &&
        tote_reconcile_share_lane (tote_outbox_entry_get_wish (earlier),
                                   tote_outbox_entry_get_wish (entry)))
      return TRUE;
  }
  return FALSE;
}

/**
 * tote_reconcile_is_settled:
 *
 * Returns: whether it is known of each whether the server has it
 */
gboolean
tote_reconcile_is_settled (GListModel *entries)
{
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++) {
    if (tote_course_is_pending (tote_outbox_entry_get_course (entry_at (entries, i))))
      return FALSE;
  }
  return TRUE;
}

/**
 * tote_reconcile_is_ambiguous:
 *
 * Returns: whether it is not known whose a text is that has just turned up: one is on the line and
 *   another looked for, and the answer to the first decides
 */
gboolean
tote_reconcile_is_ambiguous (GListModel *entries)
{
  gboolean leaving = FALSE, sought = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++) {
    ToteOutboxEntry *entry = entry_at (entries, i);
    const ToteCourse *course = tote_outbox_entry_get_course (entry);

    if (tote_wish_get_kind (tote_outbox_entry_get_wish (entry)) != TOTE_WISH_MESSAGE)
      continue;
    leaving |= course->progress == TOTE_OUTBOX_SENDING;
    sought |= tote_course_is_sought (course);
  }
  return leaving && sought;
}

/**
 * tote_reconcile_has_unclear:
 *
 * Returns: whether it is not known what became of an earlier one of the lane of @wish, which may
 *   have arrived meanwhile
 */
gboolean
tote_reconcile_has_unclear (GListModel *entries, ToteWish *wish)
{
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++) {
    ToteOutboxEntry *entry = entry_at (entries, i);

    if (tote_outbox_entry_get_course (entry)->progress == TOTE_OUTBOX_UNCLEAR &&
        tote_reconcile_share_lane (tote_outbox_entry_get_wish (entry), wish))
      return TRUE;
  }
  return FALSE;
}

/* Servers hand texts back escaped; what was escaped is the same text. */
static void
unescape (GString *text)
{
  static const char *const entities[][2] = {
    { "&lt;", "<" },   { "&gt;", ">" },   { "&quot;", "\"" }, { "&#39;", "'" },
    { "&#039;", "'" }, { "&apos;", "'" }, { "&nbsp;", " " },  { "&amp;", "&" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (text, entities[i][0], entities[i][1], 0);
}

/* Runs of blanks and line ends, which servers tidy, become one space; none is left at the ends. */
static char *
squeeze (const char *text)
{
  GString *squeezed = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_isspace (c))
      g_string_append_unichar (squeezed, c);
    else if (squeezed->len > 0 && squeezed->str[squeezed->len - 1] != ' ')
      g_string_append_c (squeezed, ' ');
  }
  return g_strchomp (g_string_free (squeezed, FALSE));
}

/* A text as far as a server that tidies leaves it the same. */
static char *
normalise (const char *body)
{
  g_autofree char *clean = tote_text_clean (body != NULL ? body : "");
  g_autoptr (GString) plain = g_string_new (clean);
  g_autofree char *composed = NULL;

  unescape (plain);
  composed = g_utf8_normalize (plain->str, -1, G_NORMALIZE_NFC);
  return squeeze (composed != NULL ? composed : plain->str);
}

static gboolean
is_same_text (ToteMessage *message, const char *normal)
{
  g_autofree char *body = normalise (tote_message_get_body (message));

  return tote_message_get_from (message) == TOTE_SENDER_CUSTOMER &&
         tote_message_get_id (message) != NULL && g_strcmp0 (body, normal) == 0;
}

/**
 * tote_reconcile_list_known:
 *
 * Returns: (transfer full): the ids, one a line, of the customer's messages with this very text
 *   that the server has already, so that none of them is taken for this one afterwards
 */
char *
tote_reconcile_list_known (ToteOutboxEntry *entry, ToteOrder *order)
{
  GListModel *messages = G_LIST_MODEL (tote_order_get_messages (order));
  g_autofree char *normal = normalise (tote_wish_get_body (tote_outbox_entry_get_wish (entry)));
  GString *known = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++) {
    g_autoptr (ToteMessage) message = g_list_model_get_item (messages, i);

    if (is_same_text (message, normal))
      g_string_append_printf (known, "%s\n", tote_message_get_id (message));
  }
  return g_string_free (known, FALSE);
}

static gboolean
is_known (ToteOutboxEntry *entry, const char *id)
{
  g_auto (GStrv) known = tote_outbox_entry_get_record (entry)->known != NULL
                             ? g_strsplit (tote_outbox_entry_get_record (entry)->known, "\n", -1)
                             : NULL;

  return known != NULL && g_strv_contains ((const char *const *) known, id);
}

/* The ids of messages that belong to wishes other than @except; good as long as those do not
 * change. */
static GHashTable *
collect_claims (GListModel *entries, ToteOutboxEntry *except)
{
  GHashTable *claimed = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++) {
    ToteOutboxEntry *entry = entry_at (entries, i);

    if (entry != except && tote_outbox_entry_get_record (entry)->server_id != NULL)
      g_hash_table_add (claimed, tote_outbox_entry_get_record (entry)->server_id);
  }
  return claimed;
}

/* The server's copy of this text. */
static ToteMessage *
find_message (ToteOutboxEntry *entry, GPtrArray *messages, GHashTable *claimed)
{
  g_autofree char *normal = normalise (tote_wish_get_body (tote_outbox_entry_get_wish (entry)));

  for (guint i = 0; i < messages->len; i++) {
    ToteMessage *message = messages->pdata[i];
    const char *id = tote_message_get_id (message);

    if (tote_outbox_entry_get_record (entry)->server_id != NULL) {
      if (g_strcmp0 (id, tote_outbox_entry_get_record (entry)->server_id) == 0)
        return message;
    } else if (is_same_text (message, normal) && !is_known (entry, id) &&
               !g_hash_table_contains (claimed, id)) {
      return message;
    }
  }
  return NULL;
}

static ToteVerdict
judge_message (GListModel *entries, ToteOutboxEntry *entry, ToteConversation *conversation,
               ToteMessage **copy)
{
  g_autoptr (GHashTable) claimed = collect_claims (entries, entry);

  *copy = find_message (entry, tote_conversation_get_messages (conversation), claimed);
  if (*copy != NULL)
    return TOTE_VERDICT_THERE;
  return tote_conversation_get_expired (conversation) ? TOTE_VERDICT_MOOT : TOTE_VERDICT_LACKING;
}

/* Whether an item asks anything follows from the order's state, which may be known after it. */
static ToteVerdict
judge_decision (ToteOutboxEntry *entry, ToteOrder *order)
{
  ToteItem *item = tote_item_list_lookup (
      tote_order_get_items (order), tote_wish_get_item_id (tote_outbox_entry_get_wish (entry)));
  ToteDecision decision = item != NULL ? tote_item_get_decision (item) : TOTE_DECISION_NONE;

  if (decision != TOTE_DECISION_PENDING)
    return decision == tote_wish_get_decision (tote_outbox_entry_get_wish (entry))
               ? TOTE_VERDICT_THERE
               : TOTE_VERDICT_MOOT;
  if (tote_outbox_entry_get_course (entry)->progress == TOTE_OUTBOX_READY &&
      !tote_item_get_question (item))
    return tote_order_get_state (order) != NULL ? TOTE_VERDICT_MOOT : TOTE_VERDICT_NONE;
  return tote_wish_is_about (tote_outbox_entry_get_wish (entry), tote_item_get_replacement (item))
             ? TOTE_VERDICT_LACKING
             : TOTE_VERDICT_CHANGED;
}

static gboolean
is_at_hand_over (ToteOrder *order)
{
  return tote_order_get_stage (order) == TOTE_STAGE_HANDING_OVER || tote_order_get_ended (order);
}

/**
 * tote_reconcile_get_life:
 *
 * Returns: µs for which it is good from when it was wished on: a day later nobody is in bay 3.
 *   %G_MAXINT64 for what no clock makes wrong
 */
gint64
tote_reconcile_get_life (ToteWish *wish)
{
  switch (tote_wish_get_kind (wish)) {
  case TOTE_WISH_ARRIVAL:
  case TOTE_WISH_SCHEDULE:
    return 10 * 60 * G_USEC_PER_SEC;
  case TOTE_WISH_MESSAGE:
    return 30 * 60 * G_USEC_PER_SEC;
  case TOTE_WISH_DECISION: /* while the question stands, which the items tell */
  case TOTE_WISH_MARK_READ:
  case TOTE_WISH_VEHICLE:
  case TOTE_WISH_DELEGATE:
  case TOTE_WISH_RATING:
  default:
    return G_MAXINT64;
  }
}

/**
 * tote_reconcile_is_overtaken:
 *
 * Returns: whether there is no sense in saying it any more: the order has gone on, or something
 *   else is asked
 */
gboolean
tote_reconcile_is_overtaken (ToteWish *wish, ToteOrder *order)
{
  ToteItem *item;

  switch (tote_wish_get_kind (wish)) {
  case TOTE_WISH_ARRIVAL:
  case TOTE_WISH_SCHEDULE:
    return is_at_hand_over (order);
  case TOTE_WISH_VEHICLE:
  case TOTE_WISH_DELEGATE:
    return tote_order_get_ended (order);
  case TOTE_WISH_DECISION:
    item = tote_item_list_lookup (tote_order_get_items (order), tote_wish_get_item_id (wish));
    return item != NULL && tote_item_get_question (item) &&
           !tote_wish_is_about (wish, tote_item_get_replacement (item));
  case TOTE_WISH_MESSAGE:
  case TOTE_WISH_MARK_READ:
  case TOTE_WISH_RATING:
  default:
    return FALSE;
  }
}

/**
 * tote_reconcile_answer:
 * @order: the live order, into which items and state were merged already
 * @answer: what was read; one that holds nothing proves nothing, and is not for here, nor are the
 *   handling data but where they have to tell the order's state
 * @copy: (out) (transfer none) (nullable): the server's copy of a text
 *
 * Returns: what the reading says about @entry
 */
ToteVerdict
tote_reconcile_answer (GListModel *entries, ToteOutboxEntry *entry, ToteOrder *order,
                       ToteResponse *answer, ToteMessage **copy)
{
  ToteResource resource, read = tote_response_get_resource (answer);
  GObject *content = tote_response_get_content (answer);

  *copy = NULL;
  if (!tote_reconcile_get_check (entry, &resource) ||
      resource != (read == TOTE_RESOURCE_HANDLING ? TOTE_RESOURCE_ORDER : read))
    return TOTE_VERDICT_NONE;
  if (resource == TOTE_RESOURCE_CHAT)
    return judge_message (entries, entry, TOTE_CONVERSATION (content), copy);
  if (resource == TOTE_RESOURCE_ITEMS)
    return judge_decision (entry, order);
  return is_at_hand_over (order) ? TOTE_VERDICT_THERE : TOTE_VERDICT_LACKING;
}
