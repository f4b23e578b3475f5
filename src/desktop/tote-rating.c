/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-rating.h"

#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

#define N_STARS 5

/**
 * ToteRating: what the customer thinks of the order: stars, what was good, and a note of thanks
 * (contract 3.9). It goes out once, and then only tells how far it has come.
 *
 * Properties: "tracker", "stars" (0 while none is chosen), "sent" (whether it has been given).
 */
struct _ToteRating {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *stars_box;
  GtkWidget *highlights_box;
  GtkEditable *note;

  ToteTracker *tracker; /* (owned) (nullable) */
  guint stars;
  gboolean sent;
};

G_DEFINE_FINAL_TYPE (ToteRating, tote_rating, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TRACKER = 1,
  PROP_STARS,
  PROP_SENT,
} ToteRatingProperty;

static GParamSpec *props[PROP_SENT + 1];

static const struct {
  const char *word;
  const char *label;
  gboolean pickup_only;
} highlights[] = {
  { "QUALITY_ITEMS", N_ ("Good items"), FALSE },
  { "GOOD_REPLACEMENTS", N_ ("Good replacements"), FALSE },
  { "SMART_BAGGING", N_ ("Well packed"), FALSE },
  { "EXTRA_EFFORT", N_ ("Extra effort"), FALSE },
  { "HELPFUL_CHAT", N_ ("Helpful chat"), FALSE },
  { "SMOOTH_DELIVERY", N_ ("Smooth delivery"), FALSE },
  { "FAST_PICKUP", N_ ("Fast pickup"), TRUE },
  { "EASY_PARKING", N_ ("Easy parking"), TRUE },
};

static gboolean
has_stars (ToteRating *self, guint stars)
{
  return stars > 0;
}

static void
show_stars (ToteRating *self)
{
  guint i = 0;

  for (GtkWidget *star = gtk_widget_get_first_child (self->stars_box); star != NULL;
       star = gtk_widget_get_next_sibling (star))
    gtk_button_set_icon_name (GTK_BUTTON (star),
                              i++ < self->stars ? "starred-symbolic" : "non-starred-symbolic");
}

static void
rate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tote_rating_set_stars (TOTE_RATING (widget), g_variant_get_uint32 (parameter));
}

static char **
get_highlights (ToteRating *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (self->highlights_box); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (child)))
      g_strv_builder_add (builder, highlights[i].word);

  return g_strv_builder_end (builder);
}

static void
send (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteRating *self = TOTE_RATING (widget);
  g_auto (GStrv) words = get_highlights (self);
  const char *note = gtk_editable_get_text (self->note);
  g_autoptr (ToteWish) wish = NULL;

  if (self->stars == 0 || self->sent)
    return;

  wish =
      tote_wish_new_rating (self->stars, (const char *const *) words, *note != '\0' ? note : NULL);
  if (!tote_tracker_wish (self->tracker, wish))
    return;

  self->sent = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SENT]);
}

static void
add_stars (ToteRating *self)
{
  for (guint i = 1; i <= N_STARS; i++) {
    GtkWidget *star = gtk_button_new_from_icon_name ("non-starred-symbolic");
    g_autofree char *hint = g_strdup_printf (ngettext ("%u star", "%u stars", i), i);

    gtk_widget_set_tooltip_text (star, hint);
    gtk_widget_add_css_class (star, "flat");
    gtk_widget_add_css_class (star, "star");
    gtk_actionable_set_action_name (GTK_ACTIONABLE (star), "rating.rate");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (star), "u", i);
    gtk_box_append (GTK_BOX (self->stars_box), star);
  }
}

static void
add_highlights (ToteRating *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (highlights); i++) {
    GtkWidget *button = gtk_toggle_button_new_with_label (_ (highlights[i].label));

    gtk_widget_add_css_class (button, "reply");
    gtk_widget_set_parent (button, self->highlights_box);
  }
}

static void
show_highlights (ToteRating *self)
{
  ToteOrder *order = tote_tracker_get_order (self->tracker);
  gboolean pickup = tote_order_get_fulfillment (order) == TOTE_FULFILLMENT_PICKUP;
  guint i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (self->highlights_box); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    gtk_widget_set_visible (child,
                            highlights[i].pickup_only
                                ? pickup
                                : !pickup || !g_str_equal (highlights[i].word, "SMOOTH_DELIVERY"));
}

static void
set_tracker (ToteRating *self, ToteTracker *tracker)
{
  if (tracker == NULL || self->tracker != NULL)
    return;

  self->tracker = g_object_ref (tracker);
  g_signal_connect_object (tote_tracker_get_order (tracker), "notify::fulfillment",
                           G_CALLBACK (show_highlights), self, G_CONNECT_SWAPPED);
  show_highlights (self);
}

static void
tote_rating_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteRating *self = TOTE_RATING (object);

  switch ((ToteRatingProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, self->tracker);
    break;
  case PROP_STARS:
    g_value_set_uint (value, self->stars);
    break;
  case PROP_SENT:
    g_value_set_boolean (value, self->sent);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_rating_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteRating *self = TOTE_RATING (object);

  switch ((ToteRatingProperty) id) {
  case PROP_TRACKER:
    set_tracker (self, g_value_get_object (value));
    break;
  case PROP_STARS:
    tote_rating_set_stars (self, g_value_get_uint (value));
    break;
  case PROP_SENT:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_rating_dispose (GObject *object)
{
  ToteRating *self = TOTE_RATING (object);
  GtkWidget *child;

  while (self->highlights_box != NULL &&
         (child = gtk_widget_get_first_child (self->highlights_box)) != NULL)
    gtk_widget_unparent (child);
  self->highlights_box = NULL;
  g_clear_object (&self->tracker);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_rating_parent_class)->dispose (object);
}

static void
tote_rating_class_init (ToteRatingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_rating_get_property;
  object_class->set_property = tote_rating_set_property;
  object_class->dispose = tote_rating_dispose;

  props[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER, both);
  props[PROP_STARS] =
      g_param_spec_uint ("stars", NULL, NULL, 0, N_STARS, 0, both | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_SENT] =
      g_param_spec_boolean ("sent", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "rating.rate", "u", rate);
  gtk_widget_class_install_action (widget_class, "rating.send", NULL, send);

  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, TOTE_RESOURCE_BASE "/tote-rating.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteRating, box);
  gtk_widget_class_bind_template_child (widget_class, ToteRating, stars_box);
  gtk_widget_class_bind_template_child (widget_class, ToteRating, highlights_box);
  gtk_widget_class_bind_template_child (widget_class, ToteRating, note);
  gtk_widget_class_bind_template_callback (widget_class, has_stars);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rating");
}

static void
tote_rating_init (ToteRating *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_stars (self);
  add_highlights (self);
}

/**
 * tote_rating_get_stars:
 * @self: the rating
 *
 * Returns: how many stars are chosen, 0 while none is
 */
guint
tote_rating_get_stars (ToteRating *self)
{
  g_return_val_if_fail (TOTE_IS_RATING (self), 0);

  return self->stars;
}

/**
 * tote_rating_set_stars:
 * @self: the rating
 * @stars: how many stars to choose, at most five
 */
void
tote_rating_set_stars (ToteRating *self, guint stars)
{
  g_return_if_fail (TOTE_IS_RATING (self));
  g_return_if_fail (stars <= N_STARS);

  if (self->stars == stars)
    return;

  self->stars = stars;
  show_stars (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STARS]);
}
