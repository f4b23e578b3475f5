/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-failure-page.h"

#include "tote-closures.h"
#include "tote-failure.h"
#include "tote-spoken.h"
#include "tote-words.h"
#include "tote-wrap-layout.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _ToteFailurePage {
  TotePart parent_instance;
};

G_DEFINE_FINAL_TYPE (ToteFailurePage, tote_failure_page, TOTE_TYPE_PART)

static char *
failure_title (ToteFailurePage *self, const GError *failure)
{
  return tote_words_failure_title (failure);
}

/* What to do, what the store says to it, and when it is asked again: as much of it as there is.
 * The description is markup. */
static char *
failure_text (ToteFailurePage *self, const GError *failure, gint64 asks_again_at, GDateTime *today)
{
  const char *said =
      tote_failure_is_refusal (failure) ? tote_connect_error_get_server_message (failure) : NULL;
  g_autofree char *advice = tote_words_failure (failure);
  g_autofree char *again = tote_words_asks_again (asks_again_at, today);
  g_autoptr (GString) text = g_string_new (advice);

  if (said != NULL) {
    g_autofree char *quote = g_strdup_printf (_ ("The store says “%s”."), said);

    g_string_append_printf (text, "\n%s", quote);
  }
  if (again != NULL)
    g_string_append_printf (text, "\n%s.", again);

  return g_markup_escape_text (text->str, -1);
}

static char *
failure_icon (ToteFailurePage *self, const GError *failure)
{
  return g_strdup (tote_words_failure_icon (failure));
}

/* What another link may lead to, and this one does not. */
static gboolean
needs_link (ToteFailurePage *self, const GError *failure)
{
  return !tote_closures_is_locked (self, failure) && !tote_failure_may_pass (failure);
}

/* The page as a whole takes the focus, and says what is wrong and what to do. When the store is
 * asked again is left out: that changes with each time. */
static void
name_page (ToteFailurePage *self)
{
  const GError *failure = tote_tracker_get_failure (tote_part_get_tracker (TOTE_PART (self)));
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;
  g_autofree char *name = NULL;

  if (failure == NULL)
    return;

  title = tote_words_failure_title (failure);
  advice = tote_words_failure (failure);
  name = g_strdup_printf ("%s. %s", title, advice);
  tote_spoken_name_at_once (GTK_WIDGET (self), name);
}

static void
tote_failure_page_track (TotePart *part, ToteTracker *tracker)
{
  if (tracker == NULL)
    return;

  tote_part_watch (part, tracker, "notify::failure", G_CALLBACK (name_page));
  name_page (TOTE_FAILURE_PAGE (part));
}

static void
tote_failure_page_class_init (ToteFailurePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  TOTE_PART_CLASS (klass)->track = tote_failure_page_track;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-failure-page.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, failure_title);
  gtk_widget_class_bind_template_callback (widget_class, failure_text);
  gtk_widget_class_bind_template_callback (widget_class, failure_icon);
  gtk_widget_class_bind_template_callback (widget_class, needs_link);
  gtk_widget_class_set_css_name (widget_class, "failurepage");
}

static void
tote_failure_page_init (ToteFailurePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_wrap_buttons (GTK_WIDGET (self));
}
