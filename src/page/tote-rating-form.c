/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-rating-form.h"

#include "tote-access.h"
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
  GtkWidget *problem;
  ToteWishWatch *form;
};

G_DEFINE_FINAL_TYPE (ToteRatingForm, tote_rating_form, TOTE_TYPE_PART)

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

static char *
dup_note (ToteRatingForm *self)
{
  g_autofree char *note = NULL;

  g_object_get (self->buffer, "text", &note, NULL);
  g_strstrip (note);
  return *note != '\0' ? g_steal_pointer (&note) : NULL;
}

static void
on_send (ToteRatingForm *self)
{
  g_autofree char *note = dup_note (self);
  g_auto (GStrv) chosen = tote_highlights_dup_chosen (self->highlights);
  g_autoptr (ToteWish) wish = NULL;
  guint stars = tote_star_rating_get_value (self->stars);

  if (!is_open (self, tote_wish_watch_get_send_state (self->form)))
    return;
  if (stars == 0) {
    tote_wish_watch_set_problem (self->form, _ ("Choose one to five stars first."));
    gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->stars)));
    return;
  }

  wish = tote_wish_new_rating (stars, (const char *const *) chosen, note);
  tote_tracker_wish (tote_part_get_tracker (TOTE_PART (self)), wish);
}

static void
fill (ToteRatingForm *self, ToteWish *wish)
{
  const char *note = wish != NULL ? tote_wish_get_note (wish) : NULL;
  g_auto (GStrv) chosen = wish != NULL ? tote_wish_dup_highlights (wish) : g_new0 (char *, 1);

  tote_star_rating_set_value (self->stars, wish != NULL ? tote_wish_get_stars (wish) : 0);
  tote_highlights_set_chosen (self->highlights, (const char *const *) chosen);
  gtk_text_buffer_set_text (self->buffer, note != NULL ? note : "", -1);
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
  gtk_widget_class_bind_template_child (widget_class, ToteRatingForm, problem);
  gtk_widget_class_bind_template_child (widget_class, ToteRatingForm, form);
  gtk_widget_class_bind_template_callback (widget_class, title_text);
  gtk_widget_class_bind_template_callback (widget_class, value_text);
  gtk_widget_class_bind_template_callback (widget_class, is_open);
  gtk_widget_class_bind_template_callback (widget_class, is_unsent);
  gtk_widget_class_bind_template_callback (widget_class, tote_wish_watch_edit);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
tote_rating_form_class_init (ToteRatingFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

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
  tote_access_describe (gtk_widget_get_first_child (GTK_WIDGET (self->stars)), self->problem);
}
