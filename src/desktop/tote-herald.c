/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-herald.h"

#include "tote-brand.h"
#include "tote-compat.h"

#include <glib/gi18n-lib.h>

/**
 * ToteHerald: tells of an order to those who do not look at its page: in the title of the window,
 * with how much waits for the customer, and aloud to a screen reader.
 *
 * Property: "title".
 */
struct _ToteHerald {
  GObject parent_instance;

  ToteTracker *tracker; /* (owned) */
  GtkWidget *widget;    /* (unowned): outlives this, says things aloud */
  char *title;          /* (owned) */
};

G_DEFINE_FINAL_TYPE (ToteHerald, tote_herald, G_TYPE_OBJECT)

typedef enum {
  PROP_TITLE = 1,
} ToteHeraldProperty;

static GParamSpec *props[PROP_TITLE + 1];

static char *
build_title (ToteHerald *self)
{
  ToteOrder *order = tote_tracker_get_order (self->tracker);
  const char *headline = tote_order_get_headline (order);
  const char *name = tote_brand_get_name (tote_brand_get_default ());
  guint waiting = tote_message_list_get_n_unread (tote_order_get_messages (order)) +
                  tote_item_list_get_n_questions (tote_order_get_items (order));

  if (!tote_tracker_get_loaded (self->tracker))
    return g_strdup (name);

  if (waiting > 0)
    /* Translators: how much waits for the customer, the order's headline, the retailer's name. */
    return g_strdup_printf (_ ("(%u) %s – %s"), waiting, headline, name);

  /* Translators: the order's headline, the retailer's name. */
  return g_strdup_printf (_ ("%s – %s"), headline, name);
}

static void
update_title (ToteHerald *self)
{
  g_autofree char *title = build_title (self);

  if (g_strcmp0 (title, self->title) == 0)
    return;

  g_free (self->title);
  self->title = g_steal_pointer (&title);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

/* A change is said once, in words, to those who do not see the page. */
static void
announce_headline (ToteHerald *self)
{
  tote_compat_announce (self->widget,
                        tote_order_get_headline (tote_tracker_get_order (self->tracker)));
}

static void
announce_questions (ToteHerald *self, guint position, guint removed, guint added)
{
  if (added > 0)
    tote_compat_announce (self->widget, _ ("A replacement waits for your answer."));
}

static void
watch (ToteHerald *self)
{
  ToteOrder *order = tote_tracker_get_order (self->tracker);

  g_signal_connect_object (order, "notify::headline", G_CALLBACK (announce_headline), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_item_list_get_questions (tote_order_get_items (order)),
                           "items-changed", G_CALLBACK (announce_questions), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (self->tracker, "notify::loaded", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (order, "notify::headline", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_order_get_items (order), "notify::n-questions",
                           G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_order_get_messages (order), "notify::n-unread",
                           G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_brand_get_default (), "notify::name", G_CALLBACK (update_title),
                           self, G_CONNECT_SWAPPED);
  update_title (self);
}

static void
tote_herald_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteHeraldProperty) id) {
  case PROP_TITLE:
    g_value_set_string (value, TOTE_HERALD (object)->title);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_herald_finalize (GObject *object)
{
  ToteHerald *self = TOTE_HERALD (object);

  g_object_unref (self->tracker);
  g_free (self->title);

  G_OBJECT_CLASS (tote_herald_parent_class)->finalize (object);
}

static void
tote_herald_class_init (ToteHeraldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tote_herald_get_property;
  object_class->finalize = tote_herald_finalize;

  props[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_herald_init (ToteHerald *self)
{
}

/**
 * tote_herald_new:
 * @tracker: follows the order
 * @widget: the order's page, which owns the herald
 *
 * Returns: (transfer full): a herald
 */
ToteHerald *
tote_herald_new (ToteTracker *tracker, GtkWidget *widget)
{
  ToteHerald *self = g_object_new (TOTE_TYPE_HERALD, NULL);

  self->tracker = g_object_ref (tracker);
  self->widget = widget;
  watch (self);

  return self;
}

/**
 * tote_herald_get_title:
 * @self: the herald
 *
 * Returns: the title for the window
 */
const char *
tote_herald_get_title (ToteHerald *self)
{
  g_return_val_if_fail (TOTE_IS_HERALD (self), NULL);

  return self->title;
}
