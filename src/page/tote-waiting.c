/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-waiting.h"

#include <glib/gi18n-lib.h>

/**
 * tote_waiting_describe:
 * @n_questions: replacements to decide
 * @n_unread: messages to read
 *
 * Returns: (transfer full) (nullable): “1 question for you, 2 new messages”; %NULL if nothing waits
 */
char *
tote_waiting_describe (guint n_questions, guint n_unread)
{
  g_autofree char *questions = g_strdup_printf (
      ngettext ("%u question for you", "%u questions for you", n_questions), n_questions);
  g_autofree char *messages =
      g_strdup_printf (ngettext ("%u new message", "%u new messages", n_unread), n_unread);

  if (n_questions == 0 && n_unread == 0)
    return NULL;
  if (n_unread == 0)
    return g_steal_pointer (&questions);
  if (n_questions == 0)
    return g_steal_pointer (&messages);

  /* Translators: how many questions and how many new messages wait for the customer. */
  return g_strdup_printf (_ ("%s, %s"), questions, messages);
}

/**
 * tote_waiting_name_chat:
 * @n_unread: messages to read
 *
 * Returns: (transfer full): what a button that shows the chat is called
 */
char *
tote_waiting_name_chat (guint n_unread)
{
  g_autofree char *news = tote_waiting_describe (0, n_unread);

  /* Translators: read aloud: the chat, how many new messages are in it. */
  return news != NULL ? g_strdup_printf (_ ("Chat, %s"), news) : g_strdup (_ ("Chat"));
}

/**
 * tote_waiting_title:
 * @n_questions: replacements to decide
 * @n_unread: messages to read
 * @title: what else a window is called
 *
 * Returns: (transfer full): the title of a window, with what waits in front of it
 */
char *
tote_waiting_title (guint n_questions, guint n_unread, const char *title)
{
  g_autofree char *waiting = tote_waiting_describe (n_questions, n_unread);

  if (waiting == NULL)
    return g_strdup (title);

  /* Translators: the title of a window: what waits for the customer, then the order's headline. */
  return g_strdup_printf (_ ("%s, %s"), waiting, title);
}
