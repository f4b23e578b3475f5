/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-part.h"

typedef struct {
  ToteTracker *tracker; /* (owned) (nullable) */
  GPtrArray *watches;   /* (owned) of GClosure: end with the tracker */
} TotePartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TotePart, tote_part, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TRACKER = 1,
} TotePartProperty;

static GParamSpec *props[PROP_TRACKER + 1];

/* An invalid closure is no longer called, and leaves the signal it was connected to. */
static void
end_watch (gpointer data)
{
  GClosure *watch = data;

  g_closure_invalidate (watch);
  g_closure_unref (watch);
}

/* The earlier one is kept until the part has let go of what belongs to it. */
static gboolean
follow (TotePart *self, ToteTracker *tracker)
{
  TotePartPrivate *priv = tote_part_get_instance_private (self);
  g_autoptr (ToteTracker) before = NULL;

  if (priv->tracker == tracker)
    return FALSE;

  before = g_steal_pointer (&priv->tracker); /* NOLINT: kept until the end */
  g_set_object (&priv->tracker, tracker);
  g_ptr_array_set_size (priv->watches, 0);
  if (TOTE_PART_GET_CLASS (self)->track != NULL)
    TOTE_PART_GET_CLASS (self)->track (self, tracker);

  return TRUE;
}

static void
tote_part_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((TotePartProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, tote_part_get_tracker (TOTE_PART (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_part_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((TotePartProperty) id) {
  case PROP_TRACKER:
    tote_part_set_tracker (TOTE_PART (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* Nobody is told: what was bound to the part goes with it. */
static void
tote_part_dispose (GObject *object)
{
  GtkWidget *child;

  follow (TOTE_PART (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tote_part_parent_class)->dispose (object);
}

static void
tote_part_finalize (GObject *object)
{
  TotePartPrivate *priv = tote_part_get_instance_private (TOTE_PART (object));

  g_ptr_array_unref (priv->watches);

  G_OBJECT_CLASS (tote_part_parent_class)->finalize (object);
}

static void
tote_part_class_init (TotePartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tote_part_get_property;
  object_class->set_property = tote_part_set_property;
  object_class->dispose = tote_part_dispose;
  object_class->finalize = tote_part_finalize;

  props[PROP_TRACKER] =
      g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /* Templates look these up by name. */
  g_type_ensure (TOTE_TYPE_TRACKER);
  g_type_ensure (TOTE_TYPE_ORDER);
}

static void
tote_part_init (TotePart *self)
{
  TotePartPrivate *priv = tote_part_get_instance_private (self);

  priv->watches = g_ptr_array_new_with_free_func (end_watch);
}

/**
 * tote_part_get_tracker:
 *
 * Returns: (transfer none) (nullable): what follows its order
 */
ToteTracker *
tote_part_get_tracker (TotePart *self)
{
  TotePartPrivate *priv;

  g_return_val_if_fail (TOTE_IS_PART (self), NULL);

  priv = tote_part_get_instance_private (self);
  return priv->tracker;
}

/**
 * tote_part_get_order:
 *
 * Returns: (transfer none) (nullable): the order it follows
 */
ToteOrder *
tote_part_get_order (TotePart *self)
{
  ToteTracker *tracker = tote_part_get_tracker (self);

  return tracker != NULL ? tote_tracker_get_order (tracker) : NULL;
}

/**
 * tote_part_set_tracker:
 * @tracker: (nullable): follows the order to show
 */
void
tote_part_set_tracker (TotePart *self, ToteTracker *tracker)
{
  g_return_if_fail (TOTE_IS_PART (self));
  g_return_if_fail (tracker == NULL || TOTE_IS_TRACKER (tracker));

  if (follow (self, tracker))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TRACKER]);
}

/**
 * tote_part_watch:
 * @object: (type GObject): the tracker, or something of its order
 * @signal: what to listen to
 * @callback: (scope forever): called with @self first
 *
 * Listens until the part gets another tracker, or goes.
 */
void
tote_part_watch (TotePart *self, gpointer object, const char *signal, GCallback callback)
{
  TotePartPrivate *priv;
  GClosure *watch;

  g_return_if_fail (TOTE_IS_PART (self));
  g_return_if_fail (G_IS_OBJECT (object));

  priv = tote_part_get_instance_private (self);
  watch = g_cclosure_new_object_swap (callback, G_OBJECT (self));
  g_ptr_array_add (priv->watches, g_closure_ref (watch));
  g_closure_sink (watch);
  g_signal_connect_closure (object, signal, watch, FALSE);
}
