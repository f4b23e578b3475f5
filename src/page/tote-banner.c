/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-banner.h"

#include "tote-closures.h"
#include "tote-failure.h"
#include "tote-row-layout.h"
#include "tote-time-words.h"
#include "tote-time.h"
#include "tote-words.h"
#include "tote-wrap-layout.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _ToteBanner {
  TotePart parent_instance;
};

G_DEFINE_FINAL_TYPE (ToteBanner, tote_banner, TOTE_TYPE_PART)

static gboolean
has_banner (ToteBanner *self, gboolean loaded, gboolean online, gboolean ended,
            const GError *failure)
{
  return loaded && !ended && (!online || failure != NULL);
}

static char *
describe (const GError *failure, gint64 last_answer, GDateTime *today)
{
  g_autoptr (GDateTime) at = tote_time_from_us (last_answer);
  g_autofree char *title = tote_words_failure_title (failure);
  g_autofree char *moment = tote_time_words_since (at, today);
  g_autofree char *way_in = tote_words_failure (failure);

  if (last_answer == 0 || !tote_failure_is_locked_out (failure))
    return tote_words_as_of (title, last_answer, today);

  /* Translators: what is wrong, the time of the last answer, and a sentence on how to get in. */
  return g_strdup_printf (_ ("%s · as of %s. %s"), title, moment, way_in);
}

static char *
banner_text (ToteBanner *self, const GError *failure, gint64 last_answer, GDateTime *today,
             gint64 asks_again_at)
{
  g_autofree char *text = describe (failure, last_answer, today);
  g_autofree char *again = tote_words_asks_again (asks_again_at, today);

  if (again == NULL || tote_failure_is_locked_out (failure))
    return g_steal_pointer (&text);

  /* Translators: what is wrong and the time of the last answer, and when it will be asked again. */
  return g_strdup_printf (_ ("%s. %s"), text, again);
}

/* Where the way in is there and only locked, unlocking it is offered instead. */
static gboolean
lacks_way_in (ToteBanner *self, const GError *failure)
{
  return tote_failure_is_locked_out (failure) && !tote_closures_is_locked (self, failure);
}

static void
tote_banner_class_init (ToteBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TOTE_TYPE_ROW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-banner.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, has_banner);
  gtk_widget_class_bind_template_callback (widget_class, banner_text);
  gtk_widget_class_bind_template_callback (widget_class, lacks_way_in);
}

static void
tote_banner_init (ToteBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_wrap_buttons (GTK_WIDGET (self));
}
