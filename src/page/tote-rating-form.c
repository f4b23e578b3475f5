/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-rating-form.h"

#include "tote-closures.h"
#include "tote-highlights.h"
#include "tote-star-rating.h"
#include "tote-wish-status.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _ToteRatingForm {
  TotePart parent_instance;

  ToteStarRating *stars;
  ToteHighlights *highlights;
  GtkTextBuffer *buffer;
  ToteWishWatch *sending;

  char *problem; /* (owned) (nullable) */
  gboolean edited;
  gboolean filling; /* the form is being filled, not edited */
};

G_DEFINE_FINAL_TYPE (ToteRatingForm, tote_rating_form, TOTE_TYPE_PART)

typedef enum {
  PROP_PROBLEM = 1,
} ToteRatingFormProperty;

static GParamSpec *props[PROP_PROBLEM + 1];

static char *
title_text (ToteRatingForm *self, ToteFulfillment fulfillment, ToteSendState send_state)
{
  if (send_state == TOTE_SEND_STATE_SENT)
    return g_strdup (_ ("Thank you"));
  if (fulfillment == TOTE_FULFILLMENT_PICKUP)
    return g_strdup (_ ("How was your pickup?"));
  return g_strdup (_ ("How was your delivery?"));
}

static char *
value_text (ToteRatingForm *self, guint value)
{
  static const char *const words[] = {
    "", N_ ("Bad"), N_ ("Poor"), N_ ("All right"), N_ ("Good"), N_ ("Great"),
  };

  if (value == 0 || value >= G_N_ELEMENTS (words))
    return g_strdup ("");
  return g_strdup (_ (words[value]));
}

static gboolean
is_open (ToteRatingForm *self, ToteSendState send_state)
{
  return send_state == TOTE_SEND_STATE_NONE || TOTE_SEND_STATE_IS_TROUBLE (send_state);
}

static gboolean
is_unsent (ToteRatingForm *self, ToteSendState send_state)
{
  return send_state != TOTE_SEND_STATE_SENT;
}

static void
set_problem (ToteRatingForm *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBLEM]);
}

static char *
dup_note (ToteRatingForm *self)
{
  g_autofree char *note = NULL;

  g_object_get (self->buffer, "text", &note, NULL);
  g_strstrip (note);
  return *note != '\0' ? g_steal_pointer (&note) : NULL;
}

static void
on_edited (ToteRatingForm *self)
{
  if (self->filling)
    return;

  self->edited = TRUE;
  set_problem (self, NULL);
}

static void
on_send (ToteRatingForm *self)
{
  g_autofree char *note = dup_note (self);
  g_auto (GStrv) chosen = tote_highlights_dup_chosen (self->highlights);
  g_autoptr (ToteWish) wish = NULL;
  guint stars = tote_star_rating_get_value (self->stars);

  if (!is_open (self, tote_wish_watch_get_send_state (self->sending)))
    return;
  if (stars == 0) {
    set_problem (self, _ ("Choose one to five stars first."));
    return;
  }

  wish = tote_wish_new_rating (stars, (const char *const *) chosen, note);
  tote_tracker_wish (tote_part_get_tracker (TOTE_PART (self)), wish);
}

static void
fill (ToteRatingForm *self, ToteWish *wish)
{
  const char *note = tote_wish_get_note (wish);
  g_auto (GStrv) chosen = tote_wish_dup_highlights (wish);

  self->filling = TRUE;
  tote_star_rating_set_value (self->stars, tote_wish_get_stars (wish));
  tote_highlights_set_chosen (self->highlights, (const char *const *) chosen);
  gtk_text_buffer_set_text (self->buffer, note != NULL ? note : "", -1);
  self->filling = FALSE;
}

/* A rating that was sent, or could not be before a restart, stands in the form again. */
static void
on_send_state (ToteRatingForm *self)
{
  ToteOutboxEntry *entry = tote_wish_watch_get_entry (self->sending);

  if (entry != NULL && !self->edited)
    fill (self, tote_outbox_entry_get_wish (entry));
}

static void
tote_rating_form_track (TotePart *part, ToteTracker *tracker)
{
  ToteRatingForm *self = TOTE_RATING_FORM (part);
  const char *none[] = { NULL };

  tote_star_rating_set_value (self->stars, 0);
  tote_highlights_set_chosen (self->highlights, none);
  gtk_text_buffer_set_text (self->buffer, "", -1);
  set_problem (self, NULL);
  self->edited = FALSE;
}

static void
tote_rating_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteRatingForm *self = TOTE_RATING_FORM (object);

  switch ((ToteRatingFormProperty) id) {
  case PROP_PROBLEM:
    g_value_set_string (value, self->problem);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_rating_form_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_rating_form_finalize (GObject *object)
{
  g_free (TOTE_RATING_FORM (object)->problem);

  G_OBJECT_CLASS (tote_rating_form_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-rating-form.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteRatingForm, stars);
  gtk_widget_class_bind_template_child (widget_class, ToteRatingForm, highlights);
  gtk_widget_class_bind_template_child (widget_class, ToteRatingForm, buffer);
  gtk_widget_class_bind_template_child (widget_class, ToteRatingForm, sending);
  gtk_widget_class_bind_template_callback (widget_class, title_text);
  gtk_widget_class_bind_template_callback (widget_class, value_text);
  gtk_widget_class_bind_template_callback (widget_class, is_open);
  gtk_widget_class_bind_template_callback (widget_class, is_unsent);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, on_send_state);
}

static void
tote_rating_form_class_init (ToteRatingFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_rating_form_get_property;
  object_class->set_property = tote_rating_form_set_property;
  object_class->finalize = tote_rating_form_finalize;
  TOTE_PART_CLASS (klass)->track = tote_rating_form_track;

  props[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_STAR_RATING);
  g_type_ensure (TOTE_TYPE_HIGHLIGHTS);
  g_type_ensure (TOTE_TYPE_WISH_STATUS);
  g_type_ensure (TOTE_TYPE_WRAP_LAYOUT);
  bind_template (widget_class);

  gtk_widget_class_set_css_name (widget_class, "ratingform");
}

static void
tote_rating_form_init (ToteRatingForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
