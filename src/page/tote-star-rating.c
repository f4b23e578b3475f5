/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-star-rating.h"

#include "tote-access.h"
#include "tote-css-class.h"

#define N_STARS 5

/* The stars are drawn by the style: the check mark’s icon is one (page.css). */
struct _ToteStarRating {
  GtkWidget parent_instance;

  GtkCheckButton *stars[N_STARS];
  guint value;
};

G_DEFINE_FINAL_TYPE (ToteStarRating, tote_star_rating, GTK_TYPE_WIDGET)

typedef enum {
  PROP_VALUE = 1,
} ToteStarRatingProperty;

static GParamSpec *props[PROP_VALUE + 1];

static void
on_toggled (ToteStarRating *self, GtkCheckButton *star)
{
  if (!gtk_check_button_get_active (star))
    return;

  for (guint i = 0; i < N_STARS; i++)
    if (self->stars[i] == star)
      tote_star_rating_set_value (self, i + 1);
}

static void
tote_star_rating_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteStarRatingProperty) id) {
  case PROP_VALUE:
    g_value_set_uint (value, TOTE_STAR_RATING (object)->value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_star_rating_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteStarRatingProperty) id) {
  case PROP_VALUE:
    tote_star_rating_set_value (TOTE_STAR_RATING (object), g_value_get_uint (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_star_rating_dispose (GObject *object)
{
  ToteStarRating *self = TOTE_STAR_RATING (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tote_star_rating_parent_class)->dispose (object);
}

static void
tote_star_rating_class_init (ToteStarRatingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_star_rating_get_property;
  object_class->set_property = tote_star_rating_set_property;
  object_class->dispose = tote_star_rating_dispose;

  props[PROP_VALUE] =
      g_param_spec_uint ("value", NULL, NULL, 0, N_STARS, 0,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-star-rating.ui");
  for (guint i = 0; i < N_STARS; i++) {
    g_autofree char *name = g_strdup_printf ("star_%u", i + 1);

    gtk_widget_class_bind_template_child_full (
        widget_class, name, FALSE,
        (gssize) (G_STRUCT_OFFSET (ToteStarRating, stars) + i * sizeof (GtkCheckButton *)));
  }
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "starrating");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tote_star_rating_init (ToteStarRating *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_name_buttons (GTK_WIDGET (self));
}

/**
 * tote_star_rating_get_value:
 *
 * Returns: how many are chosen, 0 for none yet
 */
guint
tote_star_rating_get_value (ToteStarRating *self)
{
  g_return_val_if_fail (TOTE_IS_STAR_RATING (self), 0);

  return self->value;
}

/**
 * tote_star_rating_set_value:
 * @value: how many are chosen, at most five; 0 for none
 */
void
tote_star_rating_set_value (ToteStarRating *self, guint value)
{
  g_return_if_fail (TOTE_IS_STAR_RATING (self));
  g_return_if_fail (value <= N_STARS);

  if (self->value == value)
    return;

  self->value = value;
  for (guint i = 0; i < N_STARS; i++) {
    gtk_check_button_set_active (self->stars[i], i + 1 == value);
    tote_css_class_set (GTK_WIDGET (self->stars[i]), "filled", i < value);
  }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VALUE]);
}
