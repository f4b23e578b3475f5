/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-store-head.h"

#include "tote-brand.h"
#include "tote-words.h"

struct _ToteStoreHead {
  GtkBox parent_instance;

  GtkPicture *logo;
  GtkLabel *initial;

  char *title; /* (owned) */
  gboolean demo;
};

G_DEFINE_FINAL_TYPE (ToteStoreHead, tote_store_head, GTK_TYPE_BOX)

typedef enum {
  PROP_TITLE = 1,
  PROP_DEMO,
} ToteStoreHeadProperty;

static GParamSpec *props[PROP_DEMO + 1];

static void
show_brand (ToteStoreHead *self)
{
  ToteBrand *brand = tote_brand_get_default ();
  const char *name = tote_brand_get_name (brand);
  g_autofree char *initial = tote_words_initial (name);
  GdkPaintable *logo = tote_brand_get_logo (brand);

  gtk_picture_set_paintable (self->logo, logo);
  gtk_widget_set_visible (GTK_WIDGET (self->logo), logo != NULL);
  gtk_label_set_label (self->initial, initial);
  gtk_widget_set_visible (GTK_WIDGET (self->initial), logo == NULL);
  g_object_set (self, "title", name, NULL);
}

static void
tote_store_head_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteStoreHead *self = TOTE_STORE_HEAD (object);

  switch ((ToteStoreHeadProperty) id) {
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_DEMO:
    g_value_set_boolean (value, self->demo);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_store_head_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteStoreHead *self = TOTE_STORE_HEAD (object);

  switch ((ToteStoreHeadProperty) id) {
  case PROP_TITLE:
    g_free (self->title);
    self->title = g_value_dup_string (value);
    break;
  case PROP_DEMO:
    self->demo = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_store_head_finalize (GObject *object)
{
  g_free (TOTE_STORE_HEAD (object)->title);

  G_OBJECT_CLASS (tote_store_head_parent_class)->finalize (object);
}

static void
tote_store_head_class_init (ToteStoreHeadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_store_head_get_property;
  object_class->set_property = tote_store_head_set_property;
  object_class->finalize = tote_store_head_finalize;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, both);
  props[PROP_DEMO] = g_param_spec_boolean ("demo", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-store-head.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteStoreHead, logo);
  gtk_widget_class_bind_template_child (widget_class, ToteStoreHead, initial);
  gtk_widget_class_set_css_name (widget_class, "storehead");
}

static void
tote_store_head_init (ToteStoreHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_brand (self);
}
