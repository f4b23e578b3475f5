/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-picture.h"

#include "tote-words.h"

#include "tote-picture-source.h"
#include "tote-picture-window.h"

#include <glib/gi18n-lib.h>

#define SIZE 44 /* unless told, in pixels */

struct _TotePicture {
  GtkWidget parent_instance;

  GtkWidget *initial;
  GtkWidget *picture;
  GtkWidget *consent;        /* (nullable): made when there is somebody to be asked about */
  GtkWidget *opener;         /* (nullable): made when there is something to open */
  TotePictureSource *source; /* (owned) */
  char *name;                /* (owned) (nullable) */
  int size;
  gboolean opens;
};

G_DEFINE_FINAL_TYPE (TotePicture, tote_picture, GTK_TYPE_WIDGET)

typedef enum {
  PROP_URL = 1,
  PROP_NAME,
  PROP_SIZE,
  PROP_OPENS,
} TotePictureProperty;

static GParamSpec *props[PROP_OPENS + 1];

static void
on_open (TotePicture *self)
{
  tote_picture_window_present (GTK_WIDGET (self), tote_picture_source_get_url (self->source),
                               self->name, tote_picture_source_get_paintable (self->source));
}

static void
update_opener (TotePicture *self)
{
  gboolean wanted = self->opens && tote_picture_source_get_paintable (self->source) != NULL;

  if (wanted && self->opener == NULL) {
    self->opener = gtk_button_new ();
    gtk_widget_add_css_class (self->opener, "picture-opener");
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->opener), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Enlarge picture"), -1);
    g_signal_connect_object (self->opener, "clicked", G_CALLBACK (on_open), self,
                             G_CONNECT_SWAPPED);
    gtk_widget_set_parent (self->opener, GTK_WIDGET (self));
  }
  if (self->opener != NULL)
    gtk_widget_set_visible (self->opener, wanted);
}

static void
on_changed (TotePicture *self)
{
  GdkPaintable *paintable = tote_picture_source_get_paintable (self->source);
  gboolean asked = tote_picture_source_get_asked (self->source) != NULL;
  gboolean covered = asked && self->size >= TOTE_PICTURE_ROOM_FOR_WORDS;

  if (asked && self->consent == NULL) {
    self->consent = tote_picture_source_new_button (self->source);
    gtk_widget_set_parent (self->consent, GTK_WIDGET (self));
  }

  gtk_picture_set_paintable (GTK_PICTURE (self->picture), paintable);
  gtk_widget_set_child_visible (self->picture, paintable != NULL);
  /* A letter takes longer to lay out than most pictures take to come. */
  gtk_widget_set_child_visible (self->initial, paintable == NULL && !covered &&
                                                   !tote_picture_source_get_loading (self->source));
  /* A child that never had a place waits for its first one, and so asks for none when it changes.
   */
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  update_opener (self);
}

/* As large as the picture it stands in for lets it be, whatever the size of the text beside it. */
static void
fit_initial (TotePicture *self)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (self->size * PANGO_SCALE / 2));
  gtk_label_set_attributes (GTK_LABEL (self->initial), attributes);
}

static void
tote_picture_set_size (TotePicture *self, int size)
{
  if (self->size == size)
    return;

  self->size = size;
  fit_initial (self);
  tote_picture_source_set_size (self->source, size);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIZE]);
}

static void
tote_picture_set_opens (TotePicture *self, gboolean opens)
{
  if (self->opens == opens)
    return;

  self->opens = opens;
  update_opener (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OPENS]);
}

static void
tote_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = TOTE_PICTURE (widget)->size;
}

static void
tote_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TotePicture *self = TOTE_PICTURE (widget);
  const GtkAllocation whole = { 0, 0, width, height };

  if (gtk_widget_get_child_visible (self->initial))
    gtk_widget_size_allocate (self->initial, &whole, -1);
  if (gtk_widget_get_child_visible (self->picture))
    gtk_widget_size_allocate (self->picture, &whole, -1);
  if (self->consent != NULL && gtk_widget_should_layout (self->consent))
    gtk_widget_size_allocate (self->consent, &whole, -1);
  if (self->opener != NULL && gtk_widget_should_layout (self->opener))
    gtk_widget_size_allocate (self->opener, &whole, -1);
}

static void
tote_picture_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TotePicture *self = TOTE_PICTURE (object);

  switch ((TotePictureProperty) id) {
  case PROP_URL:
    g_value_set_string (value, tote_picture_source_get_url (self->source));
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_SIZE:
    g_value_set_int (value, self->size);
    break;
  case PROP_OPENS:
    g_value_set_boolean (value, self->opens);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_picture_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TotePicture *self = TOTE_PICTURE (object);

  switch ((TotePictureProperty) id) {
  case PROP_URL:
    tote_picture_set_url (self, g_value_get_string (value));
    break;
  case PROP_NAME:
    tote_picture_set_name (self, g_value_get_string (value));
    break;
  case PROP_SIZE:
    tote_picture_set_size (self, g_value_get_int (value));
    break;
  case PROP_OPENS:
    tote_picture_set_opens (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_picture_dispose (GObject *object)
{
  TotePicture *self = TOTE_PICTURE (object);

  g_clear_object (&self->source);
  g_clear_pointer (&self->initial, gtk_widget_unparent);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->consent, gtk_widget_unparent);
  g_clear_pointer (&self->opener, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_picture_parent_class)->dispose (object);
}

static void
tote_picture_finalize (GObject *object)
{
  TotePicture *self = TOTE_PICTURE (object);

  g_free (self->name);

  G_OBJECT_CLASS (tote_picture_parent_class)->finalize (object);
}

static void
tote_picture_class_init (TotePictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_picture_get_property;
  object_class->set_property = tote_picture_set_property;
  object_class->dispose = tote_picture_dispose;
  object_class->finalize = tote_picture_finalize;

  widget_class->measure = tote_picture_measure;
  widget_class->size_allocate = tote_picture_size_allocate;

  props[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, both);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, both);
  props[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 8, 1024, SIZE, both);
  props[PROP_OPENS] = g_param_spec_boolean ("opens", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_css_name (widget_class, "picturebox");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tote_picture_init (TotePicture *self)
{
  self->size = SIZE;
  self->source = tote_picture_source_new (GTK_WIDGET (self));
  tote_picture_source_set_size (self->source, self->size);
  self->initial = gtk_label_new (NULL);
  fit_initial (self);
  self->picture = /* what is on it this widget says */
      g_object_new (GTK_TYPE_PICTURE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);

  gtk_widget_set_parent (self->initial, GTK_WIDGET (self));
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
  gtk_widget_set_child_visible (self->initial, FALSE);
  gtk_widget_set_child_visible (self->picture, FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->source, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * tote_picture_set_url:
 * @url: (nullable): where the picture is; whatever was loading for another one is cancelled
 */
void
tote_picture_set_url (TotePicture *self, const char *url)
{
  g_return_if_fail (TOTE_IS_PICTURE (self));

  if (g_strcmp0 (tote_picture_source_get_url (self->source), url) == 0)
    return;

  tote_picture_source_set_url (self->source, url);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_URL]);
}

/**
 * tote_picture_set_name:
 * @name: (nullable): what is on it; its first letter stands in for the picture
 */
void
tote_picture_set_name (TotePicture *self, const char *name)
{
  g_autofree char *initial = NULL;

  g_return_if_fail (TOTE_IS_PICTURE (self));

  if (g_strcmp0 (self->name, name) == 0)
    return;

  g_free (self->name);
  self->name = g_strdup (name);

  initial = tote_words_initial (name);
  gtk_label_set_label (GTK_LABEL (self->initial), initial);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAME]);
}

/**
 * tote_picture_expect:
 * @widget: what is in the order's page
 * @url: (nullable): where a picture is that is going to be shown there, in its usual size
 *
 * Has it on its way before there is a widget for it.
 */
void
tote_picture_expect (GtkWidget *widget, const char *url)
{
  tote_picture_source_expect (widget, url, SIZE);
}

/**
 * tote_picture_get_loading:
 *
 * Returns: whether a picture is on its way
 *
 * For tests: what loads and what cannot be had look the same.
 */
gboolean
tote_picture_get_loading (TotePicture *self)
{
  g_return_val_if_fail (TOTE_IS_PICTURE (self), FALSE);

  return tote_picture_source_get_loading (self->source);
}
