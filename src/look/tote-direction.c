/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-direction.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

/* First strong isolate, and its end; and the letterless marks that say how a line runs. */
#define ISOLATE "\u2068%s\u2069"
#define FROM_RIGHT "\u200f"
#define FROM_LEFT "\u200e"

/* Hebrew, Arabic and what stands between them in Unicode. */
static gboolean
has_letters_from_right (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) >= 0x590 && g_utf8_get_char (p) <= 0x8ff)
      return TRUE;

  return FALSE;
}

static gboolean
is_from_right (void)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
}

/**
 * tote_direction_follow_words:
 *
 * Lets the page run as its words do, once GTK is there: newer versions ask the locale alone, where
 * LANGUAGE may say another language.
 */
void
tote_direction_follow_words (void)
{
  if (has_letters_from_right (_ ("Delivered")))
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

/**
 * tote_direction_isolate:
 * @text: a time, say, whose parts would change places between words of the other direction:
 *   “11:30 – 1:30” for the slot whose letters run from right to left
 *
 * Returns: (transfer full): the same, kept apart from what it will stand in
 */
char *
tote_direction_isolate (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  /* where all runs one way nothing is put in */
  return is_from_right () || has_letters_from_right (text) ? g_strdup_printf (ISOLATE, text)
                                                           : g_strdup (text);
}

/**
 * tote_direction_join:
 * @parts: (array zero-terminated=1): one after the other as they are read
 *
 * Returns: (transfer full): “Front door · Ring the bell”, in that order whatever the letters of
 * each
 */
char *
tote_direction_join (const char *const *parts)
{
  g_autofree char *joined = NULL;
  g_autofree char *apart = NULL;

  g_return_val_if_fail (parts != NULL, NULL);

  joined = g_strjoinv (" · ", (char **) parts);
  if (*joined == '\0' || (!is_from_right () && !has_letters_from_right (joined)))
    return g_steal_pointer (&joined);

  apart = g_strjoinv ("\u2069 · \u2068", (char **) parts);

  return g_strdup_printf ("%s" ISOLATE, is_from_right () ? FROM_RIGHT : FROM_LEFT, apart);
}
