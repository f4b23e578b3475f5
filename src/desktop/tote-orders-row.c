/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-orders-row.h"

#include "tote-words.h"

#include <glib/gi18n-lib.h>

/**
 * ToteOrdersRow: one order in a list of several: where it stands, when it is due, and what waits
 * for the customer.
 *
 * Property: "tracker" (construct only).
 */
struct _ToteOrdersRow {
  GtkListBoxRow parent_instance;

  ToteTracker *tracker; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteOrdersRow, tote_orders_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum {
  PROP_TRACKER = 1,
} ToteOrdersRowProperty;

static GParamSpec *props[PROP_TRACKER + 1];

static char *
slot_text (ToteOrdersRow *self, GDateTime *starts_at, GDateTime *ends_at, const char *id)
{
  gint64 clock = tote_clock_get_real_time (tote_tracker_get_clock (self->tracker));
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (clock / G_USEC_PER_SEC);
  GDateTime *at = starts_at != NULL ? starts_at : ends_at;
  g_autofree char *range = tote_words_time_range (starts_at, ends_at);
  g_autofree char *day = at != NULL ? tote_words_day (at, now) : NULL;

  if (day == NULL)
    return g_strdup (id);

  /* Translators: the day and the range of a time slot. */
  return g_strdup_printf (_ ("%s, %s"), day, range);
}

static char *
waiting_text (ToteOrdersRow *self, guint questions, guint unread)
{
  if (questions > 0)
    return g_strdup_printf (ngettext ("%u question", "%u questions", questions), questions);

  if (unread > 0)
    return g_strdup_printf (ngettext ("%u message", "%u messages", unread), unread);

  return g_strdup ("");
}

static gboolean
has_text (ToteOrdersRow *self, const char *text)
{
  return text != NULL && *text != '\0';
}

static void
tote_orders_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteOrdersRowProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, TOTE_ORDERS_ROW (object)->tracker);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_orders_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteOrdersRowProperty) id) {
  case PROP_TRACKER:
    TOTE_ORDERS_ROW (object)->tracker = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_orders_row_dispose (GObject *object)
{
  g_clear_object (&TOTE_ORDERS_ROW (object)->tracker);

  G_OBJECT_CLASS (tote_orders_row_parent_class)->dispose (object);
}

static void
tote_orders_row_class_init (ToteOrdersRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_orders_row_get_property;
  object_class->set_property = tote_orders_row_set_property;
  object_class->dispose = tote_orders_row_dispose;

  props[PROP_TRACKER] =
      g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_ORDER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_RESOURCE_BASE "/tote-orders-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, slot_text);
  gtk_widget_class_bind_template_callback (widget_class, waiting_text);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
}

static void
tote_orders_row_init (ToteOrdersRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tote_orders_row_new:
 * @tracker: follows the order
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
tote_orders_row_new (ToteTracker *tracker)
{
  return g_object_new (TOTE_TYPE_ORDERS_ROW, "tracker", tracker, NULL);
}

/**
 * tote_orders_row_get_tracker:
 * @self: the row
 *
 * Returns: (transfer none): what follows its order
 */
ToteTracker *
tote_orders_row_get_tracker (ToteOrdersRow *self)
{
  g_return_val_if_fail (TOTE_IS_ORDERS_ROW (self), NULL);

  return self->tracker;
}
