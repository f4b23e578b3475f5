/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-picture-source.h"

#include "tote-picture-hosts.h"
#include "tote-textures.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of a name that is too long the end counts: that is who owns it. */
#define HOST_MAX 40

struct _TotePictureSource {
  GObject parent_instance;

  GtkWidget *widget;         /* (not owned): owns this */
  GCancellable *cancellable; /* (owned) (nullable): set while loading */
  char *url;                 /* (owned) (nullable) */
  int size;                  /* of the widget */
  GdkPaintable *paintable;   /* (owned) (nullable) */
  char *asked;               /* (owned) (nullable): the host the customer has to be asked about */
  gboolean missed;           /* it could not be had, until it is tried again */
};

G_DEFINE_FINAL_TYPE (TotePictureSource, tote_picture_source, G_TYPE_OBJECT)

static guint changed;

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TotePictureSource *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
      tote_textures_load_finish (TOTE_TEXTURES (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  self->missed = texture == NULL;
  if (texture == NULL)
    g_debug ("No picture: %s", error->message);
  self->paintable = GDK_PAINTABLE (g_steal_pointer (&texture));
  g_signal_emit (self, changed, 0);
}

static void
stop (TotePictureSource *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static ToteRoom
get_room (GtkWidget *widget, int size)
{
  return tote_room_to_cover (size * gtk_widget_get_scale_factor (widget));
}

static void
load (TotePictureSource *self)
{
  ToteTextures *textures = tote_textures_get_default ();
  ToteRoom room = get_room (self->widget, self->size);
  GdkTexture *known = tote_textures_lookup (textures, self->url, room);

  if (known != NULL) {
    self->paintable = g_object_ref (GDK_PAINTABLE (known));
    return;
  }

  self->cancellable = g_cancellable_new ();
  tote_textures_load_async (textures, self->url, room, self->cancellable, on_loaded, self);
}

static void
begin (TotePictureSource *self)
{
  g_autofree char *host = NULL;

  if (gtk_widget_get_root (self->widget) == NULL)
    return;

  switch (tote_picture_hosts_check (tote_picture_hosts_get_default (), self->url,
                                    tote_picture_hosts_get_home (self->widget), &host)) {
  case TOTE_PICTURE_ACCESS_SHOWN:
    load (self);
    break;
  case TOTE_PICTURE_ACCESS_ASK:
    self->asked = g_steal_pointer (&host);
    break;
  case TOTE_PICTURE_ACCESS_NONE:
  default:
    break;
  }
}

static void
begin_again (TotePictureSource *self)
{
  stop (self);
  self->missed = FALSE;
  g_clear_object (&self->paintable);
  g_clear_pointer (&self->asked, g_free);
  begin (self);
  g_signal_emit (self, changed, 0);
}

static void
on_hosts_changed (TotePictureSource *self)
{
  if (self->asked != NULL)
    begin_again (self);
}

/* Nothing is told before it is there: the page is as it was. */
static void
on_again (TotePictureSource *self)
{
  if (!self->missed)
    return;

  self->missed = FALSE;
  load (self);
  if (self->paintable != NULL)
    g_signal_emit (self, changed, 0);
}

static void
tote_picture_source_dispose (GObject *object)
{
  TotePictureSource *self = TOTE_PICTURE_SOURCE (object);

  stop (self);
  g_clear_object (&self->paintable);

  G_OBJECT_CLASS (tote_picture_source_parent_class)->dispose (object);
}

static void
tote_picture_source_finalize (GObject *object)
{
  TotePictureSource *self = TOTE_PICTURE_SOURCE (object);

  g_free (self->url);
  g_free (self->asked);

  G_OBJECT_CLASS (tote_picture_source_parent_class)->finalize (object);
}

static void
tote_picture_source_class_init (TotePictureSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tote_picture_source_dispose;
  object_class->finalize = tote_picture_source_finalize;

  changed = g_signal_new ("changed", TOTE_TYPE_PICTURE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                          NULL, G_TYPE_NONE, 0);
}

static void
tote_picture_source_init (TotePictureSource *self)
{
}

/**
 * tote_picture_source_new:
 * @widget: (not owned): what shows the picture, and owns this
 *
 * Returns: (transfer full): a picture
 */
TotePictureSource *
tote_picture_source_new (GtkWidget *widget)
{
  TotePictureSource *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (TOTE_TYPE_PICTURE_SOURCE, NULL);
  self->widget = widget;
  g_signal_connect_object (widget, "notify::root", G_CALLBACK (begin_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "notify::scale-factor", G_CALLBACK (begin_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_picture_hosts_get_default (), "changed",
                           G_CALLBACK (on_hosts_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_textures_get_default (), "again", G_CALLBACK (on_again), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * tote_picture_source_set_url:
 * @url: (nullable): where the picture is
 */
void
tote_picture_source_set_url (TotePictureSource *self, const char *url)
{
  g_return_if_fail (TOTE_IS_PICTURE_SOURCE (self));

  if (g_strcmp0 (self->url, url) == 0)
    return;

  g_free (self->url);
  self->url = g_strdup (url);
  begin_again (self);
}

/**
 * tote_picture_source_get_url:
 *
 * Returns: (nullable): where the picture is
 */
const char *
tote_picture_source_get_url (TotePictureSource *self)
{
  g_return_val_if_fail (TOTE_IS_PICTURE_SOURCE (self), NULL);

  return self->url;
}

/**
 * tote_picture_source_set_size:
 * @size: the pixels a side of the widget has; the picture is decoded for it
 */
void
tote_picture_source_set_size (TotePictureSource *self, int size)
{
  g_return_if_fail (TOTE_IS_PICTURE_SOURCE (self));

  if (self->size == size)
    return;

  self->size = size;
  begin_again (self);
}

/**
 * tote_picture_source_get_paintable:
 *
 * Returns: (transfer none) (nullable): the picture, once it is there
 */
GdkPaintable *
tote_picture_source_get_paintable (TotePictureSource *self)
{
  g_return_val_if_fail (TOTE_IS_PICTURE_SOURCE (self), NULL);

  return self->paintable;
}

/**
 * tote_picture_source_get_loading:
 *
 * Returns: whether a picture is on its way
 */
gboolean
tote_picture_source_get_loading (TotePictureSource *self)
{
  g_return_val_if_fail (TOTE_IS_PICTURE_SOURCE (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * tote_picture_source_get_asked:
 *
 * Returns: (nullable): the host that would learn who looks at the picture, and is not asked for it
 *   before the customer says so
 */
const char *
tote_picture_source_get_asked (TotePictureSource *self)
{
  g_return_val_if_fail (TOTE_IS_PICTURE_SOURCE (self), NULL);

  return self->asked;
}

/**
 * tote_picture_source_expect:
 * @widget: what is in the order's page
 * @url: (nullable): a picture that is going to be shown there
 * @size: the pixels a side of it will have
 *
 * Asks for it already, if that may be done.
 */
void
tote_picture_source_expect (GtkWidget *widget, const char *url, int size)
{
  g_autofree char *host = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (tote_picture_hosts_check (tote_picture_hosts_get_default (), url,
                                tote_picture_hosts_get_home (widget),
                                &host) == TOTE_PICTURE_ACCESS_SHOWN)
    tote_textures_load_async (tote_textures_get_default (), url, get_room (widget, size), NULL,
                              NULL, NULL);
}

/* The button goes with the question; whoever came to it by keyboard stays in the row. */
static void
pass_focus_on (GtkWidget *widget)
{
  while (widget != NULL && !GTK_IS_ROOT (widget) && !gtk_widget_get_focusable (widget))
    widget = gtk_widget_get_parent (widget);

  if (widget != NULL && !GTK_IS_ROOT (widget))
    gtk_widget_grab_focus (widget);
}

static void
on_clicked (TotePictureSource *self, GtkWidget *button)
{
  gboolean had_focus = gtk_widget_has_focus (button);

  if (self->asked == NULL)
    return;

  tote_picture_hosts_permit (tote_picture_hosts_get_default (), self->asked);
  if (had_focus)
    pass_focus_on (self->widget);
}

static char *
describe (TotePictureSource *self)
{
  gsize length = strlen (self->asked);
  g_autofree char *name = length > HOST_MAX
                              ? g_strconcat ("…", self->asked + length - HOST_MAX, NULL)
                              : g_strdup (self->asked);

  /* Translators: a button; the address of a server of somebody who is not the store. */
  return g_strdup_printf (_ ("Show picture from %s"), name);
}

static void
fill_button (GtkWidget *button, TotePictureSource *self, const char *text)
{
  GtkWidget *inside;

  if (self->size >= TOTE_PICTURE_ROOM_FOR_WORDS) {
    inside = gtk_label_new (text);
    gtk_label_set_wrap (GTK_LABEL (inside), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (inside), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_justify (GTK_LABEL (inside), GTK_JUSTIFY_CENTER);
  } else {
    inside = gtk_image_new_from_icon_name ("tote-picture-symbolic");
    gtk_widget_set_halign (inside, GTK_ALIGN_END);
    gtk_widget_set_valign (inside, GTK_ALIGN_END);
    gtk_widget_set_tooltip_text (button, text);
  }
  gtk_button_set_child (GTK_BUTTON (button), inside);
}

static void
update_button (TotePictureSource *self, GtkWidget *button)
{
  g_autofree char *text = self->asked != NULL ? describe (self) : NULL;

  gtk_widget_set_visible (button, text != NULL);
  if (text == NULL)
    return;

  fill_button (button, self, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
on_changed (GtkWidget *button, TotePictureSource *self)
{
  update_button (self, button);
}

/**
 * tote_picture_source_new_button:
 *
 * Returns: (transfer floating): covers the widget while there is somebody to be asked about, and
 *   asks
 */
GtkWidget *
tote_picture_source_new_button (TotePictureSource *self)
{
  GtkWidget *button;

  g_return_val_if_fail (TOTE_IS_PICTURE_SOURCE (self), NULL);

  button = gtk_button_new ();
  gtk_widget_add_css_class (button, "picture-consent");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "changed", G_CALLBACK (on_changed), button, G_CONNECT_SWAPPED);
  update_button (self, button);

  return button;
}
