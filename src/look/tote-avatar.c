/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-avatar.h"

#include "tote-textures.h"

struct _ToteAvatar {
  AdwBin parent_instance;

  AdwAvatar *avatar;
  GCancellable *cancellable; /* (owned) (nullable): set while loading */
  char *url;                 /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteAvatar, tote_avatar, ADW_TYPE_BIN)

typedef enum {
  PROP_NAME = 1,
  PROP_URL,
  PROP_SIZE,
} ToteAvatarProperty;

static GParamSpec *props[PROP_SIZE + 1];

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteAvatar *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
      tote_textures_load_finish (TOTE_TEXTURES (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  adw_avatar_set_custom_image (self->avatar, GDK_PAINTABLE (texture));
}

static void
stop (ToteAvatar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
set_url (ToteAvatar *self, const char *url)
{
  int size;

  if (g_strcmp0 (self->url, url) == 0)
    return;

  g_free (self->url);
  self->url = g_strdup (url);
  stop (self);
  adw_avatar_set_custom_image (self->avatar, NULL);
  if (url == NULL || *url == '\0')
    return;

  self->cancellable = g_cancellable_new ();
  size = adw_avatar_get_size (self->avatar) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  tote_textures_load_async (tote_textures_get_default (), url, tote_room_to_cover (size),
                            self->cancellable, on_loaded, self);
}

/* AdwAvatar draws lots for the colour of nobody. */
static void
set_name (ToteAvatar *self, const char *name)
{
  adw_avatar_set_text (self->avatar, name);
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
    g_value_set_string (value, self->url);
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
    set_url (self, g_value_get_string (value));
    break;
  case PROP_SIZE:
    adw_avatar_set_size (self->avatar, g_value_get_int (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_avatar_dispose (GObject *object)
{
  stop (TOTE_AVATAR (object));

  G_OBJECT_CLASS (tote_avatar_parent_class)->dispose (object);
}

static void
tote_avatar_finalize (GObject *object)
{
  g_free (TOTE_AVATAR (object)->url);

  G_OBJECT_CLASS (tote_avatar_parent_class)->finalize (object);
}

static void
tote_avatar_class_init (ToteAvatarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_avatar_get_property;
  object_class->set_property = tote_avatar_set_property;
  object_class->dispose = tote_avatar_dispose;
  object_class->finalize = tote_avatar_finalize;

  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, both);
  props[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, both);
  props[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 8, 512, 40, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_avatar_init (ToteAvatar *self)
{
  self->avatar = ADW_AVATAR (adw_avatar_new (40, NULL, TRUE));
  adw_avatar_set_icon_name (self->avatar, "tote-person-symbolic");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->avatar));
  set_name (self, NULL);
}
