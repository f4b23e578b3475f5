/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-words.h"

#include "tote-words.h"

#include <glib/gi18n-lib.h>

static gboolean
is_named (const char *shopper)
{
  return shopper != NULL && *shopper != '\0';
}

/* The name is foreign text: it goes in where %s stands, and is never a format itself. */
static char *
fill_in (const char *sentence, const char *shopper)
{
  g_autoptr (GString) text = g_string_new (sentence);

  g_string_replace (text, "%s", shopper, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_refusal (gint64 asks_again_at, GDateTime *today)
{
  const char *text = _ ("The store offers no chat for this order. It can help you in other ways.");
  g_autofree char *again = tote_words_asks_again (asks_again_at, today);

  return again != NULL ? g_strdup_printf ("%s %s.", text, again) : g_strdup (text);
}

/**
 * tote_chat_words_closed:
 * @chat: whether there is a chat
 * @shopper: (nullable): the shopper's name
 * @n_messages: how many were written
 * @asks_again_at: real µs at which what the store refuses is asked for again, 0 for soon
 *
 * Returns: (transfer full): why nothing can be written; empty when something can
 */
char *
tote_chat_words_closed (ToteAvailability chat, const char *shopper, guint n_messages,
                        gint64 asks_again_at, GDateTime *today)
{
  switch (chat) {
  case TOTE_AVAILABILITY_YES:
    return g_strdup ("");
  case TOTE_AVAILABILITY_NOT_YET:
    if (is_named (shopper))
      /* Translators: %s is the shopper's first name. */
      return fill_in (_ ("You can write to %s as soon as the work on your order starts."), shopper);
    return g_strdup (
        _ ("Nobody is working on your order yet. You can write as soon as somebody is."));
  case TOTE_AVAILABILITY_OVER:
    if (n_messages == 0)
      return g_strdup (_ ("This chat is closed, because the order is finished."));
    return g_strdup (_ ("This chat is closed, because the order is finished. "
                        "You can read it for 24 hours."));
  case TOTE_AVAILABILITY_EXPIRED:
    return g_strdup (_ ("This chat is no longer kept. It could be read for 24 hours after the "
                        "order was finished."));
  case TOTE_AVAILABILITY_OFF:
    return describe_refusal (asks_again_at, today);
  case TOTE_AVAILABILITY_UNKNOWN:
  default:
    return g_strdup (_ ("Looking for the chat…"));
  }
}

/**
 * tote_chat_words_unread:
 * @as_of: real µs of when the messages that are shown were read, 0 for never
 *
 * Returns: (transfer full): that they cannot be read now
 */
char *
tote_chat_words_unread (gint64 as_of, GDateTime *today)
{
  return tote_words_as_of (_ ("The messages cannot be read now"), as_of, today);
}

/**
 * tote_chat_words_empty:
 * @chat: whether there is a chat
 * @shopper: (nullable): the shopper's name
 *
 * Returns: (transfer full): what stands where no message is
 */
char *
tote_chat_words_empty (ToteAvailability chat, const char *shopper)
{
  if (chat != TOTE_AVAILABILITY_YES)
    return g_strdup (_ ("No messages"));
  if (is_named (shopper))
    /* Translators: %s is the shopper's first name. */
    return fill_in (_ ("No messages yet. Tell %s what matters to you."), shopper);
  return g_strdup (_ ("No messages yet. Tell your shopper what matters to you."));
}

/**
 * tote_chat_words_placeholder:
 * @shopper: (nullable): the shopper's name
 *
 * Returns: (transfer full): what stands in the empty box
 */
char *
tote_chat_words_placeholder (const char *shopper)
{
  /* Translators: %s is the shopper's first name. */
  return is_named (shopper) ? fill_in (_ ("Message %s…"), shopper)
                            : g_strdup (_ ("Message your shopper…"));
}
