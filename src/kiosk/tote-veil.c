/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-veil.h"

#define BAND_OPACITY 0.9f

/* The band is a twelfth of the screen, and moves by half of that each second: what is under it can
 * be read again after two. */
#define EVERY_MINUTES 15
#define BAND_PART 12
#define SWEEP_SECONDS (2 * BAND_PART + 2)

struct _ToteVeil {
  GtkWidget parent_instance;

  int second; /* of the sweep, -1 for none */
};

G_DEFINE_FINAL_TYPE (ToteVeil, tote_veil, GTK_TYPE_WIDGET)

static void
tote_veil_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ToteVeil *self = TOTE_VEIL (widget);
  const float width = (float) gtk_widget_get_width (widget);
  const float height = (float) gtk_widget_get_height (widget);
  const float band = width / BAND_PART;

  if (self->second >= 0)
    gtk_snapshot_append_color (
        snapshot, &(GdkRGBA){ 0, 0, 0, BAND_OPACITY },
        &GRAPHENE_RECT_INIT ((float) (self->second - 1) * band / 2, 0, band, height));
}

static gboolean
tote_veil_contains (GtkWidget *widget, double x, double y)
{
  return FALSE;
}

static void
tote_veil_class_init (ToteVeilClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = tote_veil_snapshot;
  widget_class->contains = tote_veil_contains;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
tote_veil_init (ToteVeil *self)
{
  self->second = -1;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * tote_veil_set_moment:
 * @moment: (nullable): the time where the screen is; %NULL while somebody is at it, who changes
 *   what is on it, and whom a band would be in the way of
 *
 * Draws anew only when something is to be seen of the change.
 */
void
tote_veil_set_moment (ToteVeil *self, GDateTime *moment)
{
  const int since = moment != NULL ? (g_date_time_get_minute (moment) % EVERY_MINUTES) * 60 +
                                         g_date_time_get_second (moment)
                                   : SWEEP_SECONDS;
  const int second = since < SWEEP_SECONDS ? since : -1;

  g_return_if_fail (TOTE_IS_VEIL (self));

  if (self->second == second)
    return;

  self->second = second;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * tote_veil_get_sweeping:
 *
 * Returns: whether the band is on its way, and has to be moved each second
 */
gboolean
tote_veil_get_sweeping (ToteVeil *self)
{
  g_return_val_if_fail (TOTE_IS_VEIL (self), FALSE);

  return self->second >= 0;
}
