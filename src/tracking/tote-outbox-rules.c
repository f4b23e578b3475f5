/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outbox-rules.h"

#include "tote-text.h"

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

static gboolean
is_same_subject (ToteWish *a, ToteWish *b)
{
  return tote_wish_get_kind (a) == tote_wish_get_kind (b) &&
         g_strcmp0 (tote_wish_get_item_id (a), tote_wish_get_item_id (b)) == 0;
}

/* A second wish of its kind while the first is under way is a double click. */
static gboolean
is_repeat (ToteOutboxJob *job, ToteWish *wish)
{
  ToteWishKind kind = tote_wish_get_kind (wish);
  gboolean once = kind == TOTE_WISH_ARRIVAL || kind == TOTE_WISH_RATING;

  if (kind == TOTE_WISH_MESSAGE || !is_same_subject (job->wish, wish))
    return FALSE;
  return tote_outbox_job_is_pending (job) || job->step == TOTE_JOB_CONFIRMING ||
         (once && job->step == TOTE_JOB_DONE);
}

/**
 * tote_outbox_rules_accept:
 *
 * Returns: whether @wish can be taken: there is something to decide or to say, and it is not under
 *   way already
 */
gboolean
tote_outbox_rules_accept (GPtrArray *jobs, ToteOrder *order, ToteWish *wish)
{
  for (guint i = 0; i < jobs->len; i++) {
    if (is_repeat (jobs->pdata[i], wish))
      return FALSE;
  }
  return is_acceptable (order, wish);
}

/**
 * tote_outbox_rules_is_blocked:
 *
 * Returns: whether an earlier wish has to be settled before the one at @position
 */
gboolean
tote_outbox_rules_is_blocked (GPtrArray *jobs, guint position)
{
  for (guint i = 0; i < position; i++) {
    ToteOutboxJob *earlier = jobs->pdata[i];

    if (tote_outbox_job_is_pending (earlier) &&
        tote_outbox_job_shares_lane (earlier, jobs->pdata[position]))
      return TRUE;
  }
  return FALSE;
}

/**
 * tote_outbox_rules_is_settled:
 *
 * Returns: whether it is known of each whether the server has it
 */
gboolean
tote_outbox_rules_is_settled (GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++) {
    if (tote_outbox_job_is_pending (jobs->pdata[i]))
      return FALSE;
  }
  return TRUE;
}

/**
 * tote_outbox_rules_want_again:
 *
 * The readings that were asked for will not come: whoever was to bring them has stopped since.
 */
void
tote_outbox_rules_want_again (GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    ((ToteOutboxJob *) jobs->pdata[i])->asked = FALSE;
}

/**
 * tote_outbox_rules_collect_claims:
 *
 * Returns: (transfer container): the ids of messages that belong to wishes other than @except;
 *   good as long as the jobs do not change
 */
GHashTable *
tote_outbox_rules_collect_claims (GPtrArray *jobs, ToteOutboxJob *except)
{
  GHashTable *claimed = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < jobs->len; i++) {
    ToteOutboxJob *job = jobs->pdata[i];

    if (job != except && job->kept->server_id != NULL)
      g_hash_table_add (claimed, job->kept->server_id);
  }
  return claimed;
}
