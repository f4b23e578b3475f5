/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-avatar.h"

#include "tote-picture-source.h"
#include "tote-words.h"

#include <string.h>

struct _ToteAvatar {
  AdwBin parent_instance;

  GtkOverlay *overlay;
  AdwAvatar *avatar;
  TotePictureSource *source; /* (owned) */
  gboolean can_ask;          /* the button is there */
};

G_DEFINE_FINAL_TYPE (ToteAvatar, tote_avatar, ADW_TYPE_BIN)

typedef enum {
  PROP_NAME = 1,
  PROP_URL,
  PROP_SIZE,
} ToteAvatarProperty;

static GParamSpec *props[PROP_SIZE + 1];

static gboolean
begins_with_letter (const char *word)
{
  g_autofree char *initial = tote_words_initial (word);
  g_autofree char *composed = g_utf8_normalize (initial, -1, G_NORMALIZE_DEFAULT_COMPOSE);

  return g_utf8_strlen (composed, -1) <= 1;
}

/* AdwAvatar shows the first code point of the first and the last word: of a flag the half. */
static gboolean
has_initials (const char *name)
{
  const char *space = name != NULL ? strrchr (name, ' ') : NULL;

  return begins_with_letter (name) && (space == NULL || begins_with_letter (space + 1));
}

/* Letters are laid out to find their size, and a symbol is drawn from SVG in this one: while a
 * picture is on its way nothing stands in for it. */
static void
update (ToteAvatar *self)
{
  gboolean loading = tote_picture_source_get_loading (self->source);
  gboolean seen = gtk_widget_get_root (GTK_WIDGET (self)) != NULL;
  const char *name = adw_avatar_get_text (self->avatar);
  g_autoptr (GdkPaintable) nothing = loading ? gdk_paintable_new_empty (1, 1) : NULL;

  adw_avatar_set_custom_image (
      self->avatar, loading ? nothing : tote_picture_source_get_paintable (self->source));
  adw_avatar_set_show_initials (self->avatar, seen && !loading && has_initials (name));
}

static void
on_changed (ToteAvatar *self)
{
  update (self);
  if (self->can_ask || tote_picture_source_get_asked (self->source) == NULL)
    return;

  gtk_overlay_add_overlay (self->overlay, tote_picture_source_new_button (self->source));
  self->can_ask = TRUE;
}

static void
set_name (ToteAvatar *self, const char *name)
{
  adw_avatar_set_text (self->avatar, name);
  update (self);
  if (name != NULL && *name != '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self), "nobody");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "nobody");
}

static void
tote_avatar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteAvatar *self = TOTE_AVATAR (object);

  switch ((ToteAvatarProperty) id) {
  case PROP_NAME:
    g_value_set_string (value, adw_avatar_get_text (self->avatar));
    break;
  case PROP_URL:
    g_value_set_string (value, tote_picture_source_get_url (self->source));
    break;
  case PROP_SIZE:
    g_value_set_int (value, adw_avatar_get_size (self->avatar));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_avatar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteAvatar *self = TOTE_AVATAR (object);

  switch ((ToteAvatarProperty) id) {
  case PROP_NAME:
    set_name (self, g_value_get_string (value));
    break;
  case PROP_URL:
    tote_picture_source_set_url (self->source, g_value_get_string (value));
    break;
  case PROP_SIZE:
    adw_avatar_set_size (self->avatar, g_value_get_int (value));
    tote_picture_source_set_size (self->source, g_value_get_int (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_avatar_dispose (GObject *object)
{
  g_clear_object (&TOTE_AVATAR (object)->source);

  G_OBJECT_CLASS (tote_avatar_parent_class)->dispose (object);
}

static void
tote_avatar_class_init (ToteAvatarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_avatar_get_property;
  object_class->set_property = tote_avatar_set_property;
  object_class->dispose = tote_avatar_dispose;

  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, both);
  props[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, both);
  props[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 8, 512, 40, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_avatar_init (ToteAvatar *self)
{
  self->avatar = ADW_AVATAR (adw_avatar_new (40, NULL, FALSE));
  adw_avatar_set_icon_name (self->avatar, "tote-person-symbolic");
  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->avatar));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->overlay));
  self->source = tote_picture_source_new (GTK_WIDGET (self));
  tote_picture_source_set_size (self->source, 40);
  g_signal_connect_object (self->source, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  set_name (self, NULL);
}
