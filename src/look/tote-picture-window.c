/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-picture-window.h"

#include "tote-access.h"
#include "tote-textures.h"

/* Pixels of its longer side: enough for a screen, and 16 MiB at most. */
#define SIDE_MAX 2048

struct _TotePictureWindow {
  AdwWindow parent_instance;

  GtkPicture *picture;
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TotePictureWindow, tote_picture_window, ADW_TYPE_WINDOW)

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TotePictureWindow *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
      tote_textures_load_finish (TOTE_TEXTURES (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (texture == NULL)
    g_debug ("No larger picture: %s", error->message);
  else
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
}

static void
tote_picture_window_dispose (GObject *object)
{
  g_cancellable_cancel (TOTE_PICTURE_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (tote_picture_window_parent_class)->dispose (object);
}

static void
tote_picture_window_finalize (GObject *object)
{
  g_object_unref (TOTE_PICTURE_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (tote_picture_window_parent_class)->finalize (object);
}

static void
tote_picture_window_class_init (TotePictureWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tote_picture_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = tote_picture_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-picture-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TotePictureWindow, picture);
}

static void
tote_picture_window_init (TotePictureWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_tell_window (GTK_WINDOW (self));
}

/**
 * tote_picture_window_present:
 * @parent: what it is opened from
 * @url: where the picture is; somebody who may be asked for it
 * @name: (nullable): what is on it
 * @small: what is shown of it already
 */
void
tote_picture_window_present (GtkWidget *parent, const char *url, const char *name,
                             GdkPaintable *small)
{
  TotePictureWindow *self;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (url != NULL);

  self = g_object_new (TOTE_TYPE_PICTURE_WINDOW, "transient-for", gtk_widget_get_root (parent),
                       "title", name != NULL ? name : "", NULL);
  gtk_picture_set_alternative_text (self->picture, name);
  if (name != NULL) /* which GTK 4.8 does not tell */
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    name, -1);
  gtk_picture_set_paintable (self->picture, small);
  tote_textures_load_async (tote_textures_get_default (), url, tote_room_within (SIDE_MAX),
                            self->cancellable, on_loaded, self);
  gtk_window_present (GTK_WINDOW (self));
}
