/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-watch-event.h"

#include "tote-config.h"
#include "tote-product.h"

#include <glib/gi18n.h>

static const char *
get_text (JsonObject *event, const char *name)
{
  return json_object_get_string_member_with_default (event, name, "");
}

static int
get_number (JsonObject *event, const char *name)
{
  return (int) json_object_get_int_member_with_default (event, name, 0);
}

static gboolean
is (JsonObject *event, const char *name, const char *value)
{
  return g_strcmp0 (get_text (event, name), value) == 0;
}

static char *
format_clock (const char *iso)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, NULL);
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;

  return local != NULL ? g_date_time_format (local, "%H:%M") : NULL;
}

static char *
tell_order (JsonObject *event)
{
  g_autofree char *from = format_clock (get_text (event, "window_starts_at"));
  g_autofree char *to = format_clock (get_text (event, "window_ends_at"));

  if (from == NULL || to == NULL)
    return g_strdup_printf ("%s (%s)", get_text (event, "headline"), get_text (event, "state"));
  /* Translators: a headline, the server's word for it, and the time slot */
  return g_strdup_printf (_ ("%s (%s), expected from %s to %s"), get_text (event, "headline"),
                          get_text (event, "state"), from, to);
}

static char *
tell_counts (JsonObject *event)
{
  int questions = get_number (event, "questions");
  g_autofree char *lists = g_strdup_printf (
      /* Translators: how many items are in each list */
      _ ("%d still shopping, %d found, %d replaced, %d refunded"), get_number (event, "shopping"),
      get_number (event, "found"), get_number (event, "replaced"), get_number (event, "refunded"));
  g_autofree char *waiting = NULL;

  if (questions == 0)
    return g_steal_pointer (&lists);
  waiting = g_strdup_printf (
      ngettext ("%d replacement waits for you", "%d replacements wait for you", (gulong) questions),
      questions);
  /* Translators: how many items are in each list, then how many replacements wait */
  return g_strdup_printf (_ ("%s; %s"), lists, waiting);
}

static const char *
describe_group (JsonObject *event)
{
  if (is (event, "decision", "pending"))
    return _ ("replaced, waiting for your answer");
  if (is (event, "group", "found"))
    return _ ("found");
  if (is (event, "group", "replaced"))
    return _ ("replaced");
  if (is (event, "group", "refunded"))
    return _ ("refunded");
  return _ ("still shopping");
}

static char *
tell_item (JsonObject *event)
{
  g_autoptr (ToteProduct) product = tote_product_new (
      NULL, get_text (event, "name"), NULL, get_text (event, "quantity"), get_text (event, "unit"));
  g_autofree char *amount = tote_product_dup_amount (product);
  const char *replacement = get_text (event, "replacement");

  if (*replacement == '\0')
    /* Translators: an item, how much of it, and what became of it */
    return g_strdup_printf (_ ("%s, %s: %s"), get_text (event, "name"), g_strstrip (amount),
                            describe_group (event));
  /* Translators: an item, how much of it, what became of it, and what is offered instead */
  return g_strdup_printf (_ ("%s, %s: %s: %s"), get_text (event, "name"), g_strstrip (amount),
                          describe_group (event), replacement);
}

static char *
tell_handling (JsonObject *event)
{
  const char *shopper = get_text (event, "shopper");

  if (*shopper == '\0')
    /* Translators: an address */
    return g_strdup_printf (_ ("Goes to %s"), get_text (event, "address"));
  /* Translators: an address and a first name */
  return g_strdup_printf (_ ("Goes to %s; the shopper is %s"), get_text (event, "address"),
                          shopper);
}

/* With a point, as maps take them: a decimal comma could not be told from the one between the two.
 */
static char *
tell_location (JsonObject *event)
{
  double latitude = json_object_get_double_member_with_default (event, "latitude", 0);
  double longitude = json_object_get_double_member_with_default (event, "longitude", 0);
  char first[G_ASCII_DTOSTR_BUF_SIZE];
  char second[G_ASCII_DTOSTR_BUF_SIZE];

  /* Translators: latitude and longitude */
  return g_strdup_printf (_ ("The shopper is at %s, %s"),
                          g_ascii_formatd (first, sizeof first, "%.5f", latitude),
                          g_ascii_formatd (second, sizeof second, "%.5f", longitude));
}

static char *
tell_message (JsonObject *event)
{
  const char *body = get_text (event, "body");

  /* Translators: in all of these, what was written */
  if (is (event, "from", "shopper"))
    return g_strdup_printf (_ ("Shopper: %s"), body);
  if (is (event, "from", "system"))
    return g_strdup_printf (_ ("Notice: %s"), body);
  if (is (event, "delivery", "sending"))
    return g_strdup_printf (_ ("You (sending): %s"), body);
  if (is (event, "delivery", "failed"))
    return g_strdup_printf (_ ("You (not sent): %s"), body);
  if (is (event, "delivery", "read"))
    return g_strdup_printf (_ ("You (read): %s"), body);
  return g_strdup_printf (_ ("You (sent): %s"), body);
}

static char *
tell_error (JsonObject *event)
{
  int status = get_number (event, "status");

  if (status == 0)
    /* Translators: a part of the order, and why it could not be had */
    return g_strdup_printf (_ ("Problem with “%s”: %s"), get_text (event, "resource"),
                            get_text (event, "message"));
  /* Translators: a part of the order, an HTTP status, and why it could not be had */
  return g_strdup_printf (_ ("Problem with “%s” (%d): %s"), get_text (event, "resource"), status,
                          get_text (event, "message"));
}

static char *
tell (JsonObject *event)
{
  if (is (event, "event", "order"))
    return tell_order (event);
  if (is (event, "event", "counts"))
    return tell_counts (event);
  if (is (event, "event", "item"))
    return tell_item (event);
  if (is (event, "event", "handling"))
    return tell_handling (event);
  if (is (event, "event", "location"))
    return tell_location (event);
  if (is (event, "event", "message"))
    return tell_message (event);
  if (is (event, "event", "error"))
    return tell_error (event);
  if (is (event, "event", "offline"))
    return g_strdup (_ ("The server cannot be reached; trying again"));
  if (is (event, "event", "online"))
    return g_strdup (_ ("The server can be reached again"));
  /* Translators: the server's word for how it ended */
  return g_strdup_printf (_ ("The order has ended: %s"), get_text (event, "state"));
}

/**
 * tote_watch_event_to_sentence:
 *
 * Returns: (transfer full): the event as one line for people, its local time first; whoever writes
 *   a message of several lines cannot make it look like several events
 */
char *
tote_watch_event_to_sentence (JsonObject *event, GDateTime *at)
{
  g_autoptr (GDateTime) local = g_date_time_to_local (at);
  g_autofree char *time = g_date_time_format (local, "%H:%M:%S");
  g_autofree char *sentence = tell (event);

  return g_strdup_printf ("%s  %s", time, g_strdelimit (sentence, "\n", ' '));
}
