/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-banner.h"

#include "tote-failure.h"
#include "tote-row-layout.h"
#include "tote-time-words.h"
#include "tote-words.h"
#include "tote-wrap-layout.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _ToteBanner {
  GtkWidget parent_instance;

  GtkWidget *content;

  ToteTracker *tracker; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteBanner, tote_banner, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TRACKER = 1,
} ToteBannerProperty;

static GParamSpec *props[PROP_TRACKER + 1];

static gboolean
has_banner (ToteBanner *self, gboolean loaded, gboolean online, gboolean ended,
            const GError *failure)
{
  return loaded && !ended && (!online || failure != NULL);
}

static char *
banner_text (ToteBanner *self, const GError *failure, gint64 last_answer, GDateTime *today)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (last_answer / G_USEC_PER_SEC);
  g_autofree char *title = tote_words_failure_title (failure);
  g_autofree char *moment = tote_time_words_since (at, today);
  g_autofree char *way_in = tote_words_failure (failure);

  if (last_answer == 0)
    return g_steal_pointer (&title);

  if (tote_failure_is_locked_out (failure))
    /* Translators: what is wrong, the time of the last answer, and a sentence on how to get in. */
    return g_strdup_printf (_ ("%s · as of %s. %s"), title, moment, way_in);

  /* Translators: what is wrong, and the time of the last answer. */
  return g_strdup_printf (_ ("%s · as of %s"), title, moment);
}

static void
tote_banner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteBanner *self = TOTE_BANNER (object);

  switch ((ToteBannerProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, self->tracker);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_banner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteBanner *self = TOTE_BANNER (object);

  switch ((ToteBannerProperty) id) {
  case PROP_TRACKER:
    g_set_object (&self->tracker, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_banner_dispose (GObject *object)
{
  ToteBanner *self = TOTE_BANNER (object);

  g_clear_object (&self->tracker);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_banner_parent_class)->dispose (object);
}

static void
tote_banner_class_init (ToteBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_banner_get_property;
  object_class->set_property = tote_banner_set_property;
  object_class->dispose = tote_banner_dispose;

  props[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_ROW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteBanner, content);
  gtk_widget_class_bind_template_callback (widget_class, has_banner);
  gtk_widget_class_bind_template_callback (widget_class, banner_text);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tote_banner_init (ToteBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_wrap_buttons (GTK_WIDGET (self));
}
