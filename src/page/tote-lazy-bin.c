/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-lazy-bin.h"

#include "tote-wrap-layout.h"

struct _ToteLazyBin {
  AdwBin parent_instance;

  GType kind;
  ToteTracker *tracker; /* (owned) (nullable) */
  gboolean wanted;
};

G_DEFINE_FINAL_TYPE (ToteLazyBin, tote_lazy_bin, ADW_TYPE_BIN)

typedef enum {
  PROP_KIND = 1,
  PROP_TRACKER,
  PROP_WANTED,
} ToteLazyBinProperty;

static GParamSpec *props[PROP_WANTED + 1];

static void
update (ToteLazyBin *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->wanted);
  if (!self->wanted || self->tracker == NULL || self->kind == G_TYPE_NONE ||
      adw_bin_get_child (ADW_BIN (self)) != NULL)
    return;

  adw_bin_set_child (ADW_BIN (self), g_object_new (self->kind, "tracker", self->tracker, NULL));
  tote_wrap_buttons (GTK_WIDGET (self));
}

static void
tote_lazy_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteLazyBin *self = TOTE_LAZY_BIN (object);

  switch ((ToteLazyBinProperty) id) {
  case PROP_KIND:
    g_value_set_gtype (value, self->kind);
    break;
  case PROP_TRACKER:
    g_value_set_object (value, self->tracker);
    break;
  case PROP_WANTED:
    g_value_set_boolean (value, self->wanted);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_lazy_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteLazyBin *self = TOTE_LAZY_BIN (object);

  switch ((ToteLazyBinProperty) id) {
  case PROP_KIND:
    self->kind = g_value_get_gtype (value);
    break;
  case PROP_TRACKER:
    g_set_object (&self->tracker, g_value_get_object (value));
    break;
  case PROP_WANTED:
    self->wanted = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }

  update (self);
}

static void
tote_lazy_bin_dispose (GObject *object)
{
  g_clear_object (&TOTE_LAZY_BIN (object)->tracker);

  G_OBJECT_CLASS (tote_lazy_bin_parent_class)->dispose (object);
}

static void
tote_lazy_bin_class_init (ToteLazyBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_lazy_bin_get_property;
  object_class->set_property = tote_lazy_bin_set_property;
  object_class->dispose = tote_lazy_bin_dispose;

  props[PROP_KIND] = g_param_spec_gtype ("kind", NULL, NULL, G_TYPE_NONE, both);
  props[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER, both);
  props[PROP_WANTED] = g_param_spec_boolean ("wanted", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_lazy_bin_init (ToteLazyBin *self)
{
  self->kind = G_TYPE_NONE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
