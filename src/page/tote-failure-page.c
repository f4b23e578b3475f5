/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-failure-page.h"

#include "tote-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _ToteFailurePage {
  GtkWidget parent_instance;

  GtkWidget *content;

  ToteTracker *tracker; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteFailurePage, tote_failure_page, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TRACKER = 1,
} ToteFailurePageProperty;

static GParamSpec *props[PROP_TRACKER + 1];

static char *
failure_title (ToteFailurePage *self, const GError *failure)
{
  return tote_words_failure_title (failure);
}

static char *
failure_text (ToteFailurePage *self, const GError *failure)
{
  return tote_words_failure (failure);
}

static char *
failure_icon (ToteFailurePage *self, const GError *failure)
{
  return g_strdup (tote_words_failure_icon (failure));
}

static void
tote_failure_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteFailurePage *self = TOTE_FAILURE_PAGE (object);

  switch ((ToteFailurePageProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, self->tracker);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_failure_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteFailurePage *self = TOTE_FAILURE_PAGE (object);

  switch ((ToteFailurePageProperty) id) {
  case PROP_TRACKER:
    g_set_object (&self->tracker, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_failure_page_dispose (GObject *object)
{
  ToteFailurePage *self = TOTE_FAILURE_PAGE (object);

  g_clear_object (&self->tracker);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_failure_page_parent_class)->dispose (object);
}

static void
tote_failure_page_class_init (ToteFailurePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_failure_page_get_property;
  object_class->set_property = tote_failure_page_set_property;
  object_class->dispose = tote_failure_page_dispose;

  props[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-failure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteFailurePage, content);
  gtk_widget_class_bind_template_callback (widget_class, failure_title);
  gtk_widget_class_bind_template_callback (widget_class, failure_text);
  gtk_widget_class_bind_template_callback (widget_class, failure_icon);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tote_failure_page_init (ToteFailurePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
