/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-lazy-bin.h"

#include "tote-access.h"
#include "tote-wrap-layout.h"

struct _ToteLazyBin {
  TotePart parent_instance;

  char
      *kind; /* (owned) (nullable): a type's name: its class is not asked for before it is wanted */
  gboolean wanted;
};

G_DEFINE_FINAL_TYPE (ToteLazyBin, tote_lazy_bin, TOTE_TYPE_PART)

typedef enum {
  PROP_KIND = 1,
  PROP_WANTED,
} ToteLazyBinProperty;

static GParamSpec *props[PROP_WANTED + 1];

static void
update (ToteLazyBin *self)
{
  ToteTracker *tracker = tote_part_get_tracker (TOTE_PART (self));
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  gtk_widget_set_visible (GTK_WIDGET (self), self->wanted);
  if (child != NULL) {
    tote_part_set_tracker (TOTE_PART (child), tracker);
    return;
  }
  if (!self->wanted || tracker == NULL || self->kind == NULL)
    return;

  child = g_object_new (g_type_from_name (self->kind), "tracker", tracker, NULL);
  tote_access_name_buttons (child);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  tote_wrap_buttons (GTK_WIDGET (self));
}

static void
tote_lazy_bin_track (TotePart *part, ToteTracker *tracker)
{
  update (TOTE_LAZY_BIN (part));
}

static void
tote_lazy_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteLazyBin *self = TOTE_LAZY_BIN (object);

  switch ((ToteLazyBinProperty) id) {
  case PROP_KIND:
    g_value_set_string (value, self->kind);
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
    self->kind = g_value_dup_string (value);
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
tote_lazy_bin_finalize (GObject *object)
{
  g_free (TOTE_LAZY_BIN (object)->kind);

  G_OBJECT_CLASS (tote_lazy_bin_parent_class)->finalize (object);
}

static void
tote_lazy_bin_class_init (ToteLazyBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_lazy_bin_get_property;
  object_class->set_property = tote_lazy_bin_set_property;
  object_class->finalize = tote_lazy_bin_finalize;
  TOTE_PART_CLASS (klass)->track = tote_lazy_bin_track;

  props[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, both | G_PARAM_CONSTRUCT_ONLY);
  props[PROP_WANTED] = g_param_spec_boolean ("wanted", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_lazy_bin_init (ToteLazyBin *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
