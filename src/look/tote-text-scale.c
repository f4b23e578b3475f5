/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-text-scale.h"

/* What GTK calls 100 %: 96 dots an inch, in 1024ths. */
#define USUAL_DPI (96 * 1024.0)

/**
 * tote_text_scale_get:
 *
 * Returns: how much larger than usual text is: from 1, at 100 %, to 2
 */
double
tote_text_scale_get (void)
{
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);

  return CLAMP (dpi / USUAL_DPI, 1.0, 2.0);
}

static gboolean
to_width (GBinding *binding, const GValue *dpi, GValue *width, gpointer usual)
{
  g_value_set_int (width, (int) (GPOINTER_TO_INT (usual) * tote_text_scale_get ()));

  return TRUE;
}

/**
 * tote_text_scale_bind:
 * @object: (type GObject): what has a width
 * @property: the name of that, an int in pixels
 * @usual: what it is at a text size of 100 %
 *
 * Lets a width follow the size of text as long as the object lives.
 */
void
tote_text_scale_bind (gpointer object, const char *property, int usual)
{
  g_object_bind_property_full (gtk_settings_get_default (), "gtk-xft-dpi", object, property,
                               G_BINDING_SYNC_CREATE, to_width, NULL, GINT_TO_POINTER (usual),
                               NULL);
}

/**
 * tote_text_scale_bind_column:
 * @clamp: an AdwClamp or AdwClampScrollable
 *
 * Makes it as wide as the order column may be: wider lines are hard to follow.
 */
void
tote_text_scale_bind_column (GtkWidget *clamp)
{
  tote_text_scale_bind (clamp, "maximum-size", 640);
  tote_text_scale_bind (clamp, "tightening-threshold", 560);
}
