/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-failure-page.h"

#include "tote-access.h"
#include "tote-closures.h"
#include "tote-failure.h"
#include "tote-words.h"
#include "tote-wrap-layout.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _ToteFailurePage {
  TotePart parent_instance;

  char *told; /* (owned) (nullable): the last advice that was read aloud */
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
  return !tote_closures_is_locked (self, failure) &&
         (tote_failure_is_locked_out (failure) || tote_failure_is_missing (failure) ||
          g_error_matches (failure, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_FORBIDDEN));
}

/* Whether asking again can help. */
static gboolean
may_pass (ToteFailurePage *self, const GError *failure)
{
  return !tote_closures_is_locked (self, failure) && !needs_link (self, failure);
}

/* What to do is heard besides the button that has the focus; what is wrong is in the title. */
static void
tell (ToteFailurePage *self)
{
  const GError *failure = tote_tracker_get_failure (tote_part_get_tracker (TOTE_PART (self)));
  g_autofree char *advice = failure != NULL ? tote_words_failure (failure) : NULL;

  if (advice == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      g_strcmp0 (advice, self->told) == 0)
    return;

  g_free (self->told);
  self->told = g_steal_pointer (&advice);
  tote_access_announce (GTK_WIDGET (self), self->told);
}

static void
tote_failure_page_track (TotePart *part, ToteTracker *tracker)
{
  if (tracker != NULL)
    tote_part_watch (part, tracker, "notify::failure", G_CALLBACK (tell));
}

static void
tote_failure_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tote_failure_page_parent_class)->map (widget);

  tell (TOTE_FAILURE_PAGE (widget));
}

static void
tote_failure_page_finalize (GObject *object)
{
  g_free (TOTE_FAILURE_PAGE (object)->told);

  G_OBJECT_CLASS (tote_failure_page_parent_class)->finalize (object);
}

static void
tote_failure_page_class_init (ToteFailurePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tote_failure_page_finalize;
  TOTE_PART_CLASS (klass)->track = tote_failure_page_track;
  widget_class->map = tote_failure_page_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-failure-page.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, failure_title);
  gtk_widget_class_bind_template_callback (widget_class, failure_text);
  gtk_widget_class_bind_template_callback (widget_class, failure_icon);
  gtk_widget_class_bind_template_callback (widget_class, needs_link);
  gtk_widget_class_bind_template_callback (widget_class, may_pass);
}

static void
tote_failure_page_init (ToteFailurePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_wrap_buttons (GTK_WIDGET (self));
}
