/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-brand.h"

#include "tote-colour.h"
#include "tote-compat.h"
#include "tote-endpoint.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _ToteBrand {
  GObject parent_instance;

  ToteProfile *profile;     /* (owned) */
  GdkTexture *logo;         /* (owned) (nullable) */
  GtkCssProvider *provider; /* (owned) (nullable): once a display is there */
  char *tiles[2];           /* (owned) (nullable): in light and dark, before the profile's */
  char *attribution;        /* (owned) (nullable): of these */
  GdkRGBA accent;
  ToteMapLook map_look;
  gboolean dark;
  gboolean locked;
};

G_DEFINE_FINAL_TYPE (ToteBrand, tote_brand, G_TYPE_OBJECT)

typedef enum {
  PROP_PROFILE = 1,
  PROP_NAME,
  PROP_LOGO,
  PROP_SILENCE_BOUGHT,
  PROP_DARK,
  PROP_MAP_DARK,
  PROP_TILES,
  PROP_ATTRIBUTION,
} ToteBrandProperty;

static GParamSpec *props[PROP_ATTRIBUTION + 1];

/* The built-in colour, for retailers that name none. */
static const GdkRGBA neutral = { 0.122f, 0.478f, 0.302f, 1 };

static gboolean
is_dark (AdwStyleManager *manager)
{
  return g_getenv ("GTK_THEME") != NULL ? tote_compat_is_theme_dark ()
                                        : adw_style_manager_get_dark (manager);
}

static void
apply_colour (ToteBrand *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean high = adw_style_manager_get_high_contrast (manager);
  GdkRGBA colour = neutral;
  ToteAccent accent;

  self->dark = is_dark (manager);
  if (!tote_profile_get_colour (self->profile, &colour))
    colour = neutral;

  tote_accent_init (&accent, &colour, self->dark, high ? TOTE_CONTRAST_HIGH : TOTE_CONTRAST_USUAL);
  self->accent = accent.text;
  tote_compat_set_accent (self->provider, &accent);
}

static const char *
get_tiles (ToteBrand *self, gboolean dark)
{
  return self->tiles[dark] != NULL ? self->tiles[dark]
                                   : tote_profile_get_tiles (self->profile, dark);
}

static void
tell_map_look (ToteBrand *self, gboolean was_dark)
{
  if (was_dark == tote_brand_get_map_dark (self))
    return;

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MAP_DARK]);
  if (g_strcmp0 (get_tiles (self, FALSE), get_tiles (self, TRUE)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TILES]);
}

static void
on_look_changed (ToteBrand *self)
{
  gboolean was_dark = self->dark;
  gboolean was_map_dark = tote_brand_get_map_dark (self);

  apply_colour (self);
  if (was_dark != self->dark)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DARK]);
  tell_map_look (self, was_map_dark);
}

/* A theme set from outside has other names for its colours. */
static void
add_fallback (void)
{
  g_autoptr (GtkCssProvider) fallback = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (fallback, TOTE_GRESOURCE_PREFIX "/fallback.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (fallback),
                                              GTK_STYLE_PROVIDER_PRIORITY_FALLBACK);
}

static void
attach (ToteBrand *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  /* What gets the focus is read, not marked. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  add_fallback ();
  self->provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (on_look_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (on_look_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
load_logo (ToteBrand *self)
{
  const char *path = tote_profile_get_logo (self->profile);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->logo);
  if (path == NULL)
    return;

  self->logo = gdk_texture_new_from_filename (path, &error);
  if (self->logo == NULL)
    g_message ("%s: %s", path, error->message);
}

static void
tote_brand_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteBrand *self = TOTE_BRAND (object);

  switch ((ToteBrandProperty) id) {
  case PROP_PROFILE:
    g_value_set_object (value, self->profile);
    break;
  case PROP_NAME:
    g_value_set_string (value, tote_brand_get_name (self));
    break;
  case PROP_LOGO:
    g_value_set_object (value, self->logo);
    break;
  case PROP_SILENCE_BOUGHT:
    g_value_set_boolean (value, tote_profile_get_silence_bought (self->profile));
    break;
  case PROP_DARK:
    g_value_set_boolean (value, self->dark);
    break;
  case PROP_MAP_DARK:
    g_value_set_boolean (value, tote_brand_get_map_dark (self));
    break;
  case PROP_TILES:
    g_value_take_string (value, tote_brand_dup_tiles (self));
    break;
  case PROP_ATTRIBUTION:
    g_value_set_string (value, self->attribution != NULL
                                   ? self->attribution
                                   : tote_profile_get_attribution (self->profile));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_brand_dispose (GObject *object)
{
  ToteBrand *self = TOTE_BRAND (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->logo);
  g_clear_object (&self->provider);

  G_OBJECT_CLASS (tote_brand_parent_class)->dispose (object);
}

static void
tote_brand_finalize (GObject *object)
{
  ToteBrand *self = TOTE_BRAND (object);

  g_free (self->tiles[0]);
  g_free (self->tiles[1]);
  g_free (self->attribution);

  G_OBJECT_CLASS (tote_brand_parent_class)->finalize (object);
}

static void
tote_brand_class_init (ToteBrandClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_brand_get_property;
  object_class->dispose = tote_brand_dispose;
  object_class->finalize = tote_brand_finalize;

  props[PROP_PROFILE] = g_param_spec_object ("profile", NULL, NULL, TOTE_TYPE_PROFILE, read);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", read);
  props[PROP_LOGO] = g_param_spec_object ("logo", NULL, NULL, GDK_TYPE_PAINTABLE, read);
  props[PROP_SILENCE_BOUGHT] = g_param_spec_boolean ("silence-bought", NULL, NULL, TRUE, read);
  props[PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, read);
  props[PROP_MAP_DARK] = g_param_spec_boolean ("map-dark", NULL, NULL, FALSE, read);
  props[PROP_TILES] = g_param_spec_string ("tiles", NULL, NULL, NULL, read);
  props[PROP_ATTRIBUTION] = g_param_spec_string ("attribution", NULL, NULL, NULL, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_brand_init (ToteBrand *self)
{
  self->profile = tote_profile_new_neutral ();
  self->accent = neutral;
}

/**
 * tote_brand_get_default:
 *
 * Returns: (transfer none): the brand of this program
 */
ToteBrand *
tote_brand_get_default (void)
{
  static ToteBrand *brand = NULL;

  if (brand == NULL)
    brand = g_object_new (TOTE_TYPE_BRAND, NULL);

  return brand;
}

/**
 * tote_brand_set_profile:
 * @profile: whose look to take on; needs the display
 */
void
tote_brand_set_profile (ToteBrand *self, ToteProfile *profile)
{
  g_return_if_fail (TOTE_IS_BRAND (self));
  g_return_if_fail (TOTE_IS_PROFILE (profile));

  g_set_object (&self->profile, profile);
  if (self->provider == NULL)
    attach (self);

  load_logo (self);
  apply_colour (self);
  for (guint i = PROP_PROFILE; i < G_N_ELEMENTS (props); i++)
    g_object_notify_by_pspec (G_OBJECT (self), props[i]);
}

/**
 * tote_brand_get_profile:
 *
 * Returns: (transfer none): the profile it shows
 */
ToteProfile *
tote_brand_get_profile (ToteBrand *self)
{
  g_return_val_if_fail (TOTE_IS_BRAND (self), NULL);

  return self->profile;
}

/**
 * tote_brand_get_name:
 *
 * Returns: the retailer's name, or that of the program
 */
const char *
tote_brand_get_name (ToteBrand *self)
{
  const char *name;

  g_return_val_if_fail (TOTE_IS_BRAND (self), NULL);

  name = tote_profile_get_name (self->profile);

  /* Translators: the name of this program. */
  return name != NULL ? name : _ ("Tote");
}

/**
 * tote_brand_get_logo:
 *
 * Returns: (transfer none) (nullable): the retailer's logo
 */
GdkPaintable *
tote_brand_get_logo (ToteBrand *self)
{
  g_return_val_if_fail (TOTE_IS_BRAND (self), NULL);

  return GDK_PAINTABLE (self->logo);
}

/**
 * tote_brand_dup_replies:
 *
 * Returns: (transfer full) (nullable): the quick answers of the store, as #ToteProfile has them
 */
char **
tote_brand_dup_replies (ToteBrand *self)
{
  g_return_val_if_fail (TOTE_IS_BRAND (self), NULL);

  return tote_profile_dup_replies (self->profile);
}

/**
 * tote_brand_get_choice:
 * @position: which one
 *
 * Returns: (transfer none) (nullable): an item that can be asked for instead; %NULL past the end
 */
const ToteChoice *
tote_brand_get_choice (ToteBrand *self, guint position)
{
  g_return_val_if_fail (TOTE_IS_BRAND (self), NULL);

  return tote_profile_get_choice (self->profile, position);
}

static void
set_tiles (ToteBrand *self, char *light, char *dark, const char *attribution)
{
  g_free (self->tiles[0]);
  g_free (self->tiles[1]);
  g_free (self->attribution);
  self->tiles[0] = light;
  self->tiles[1] = dark;
  self->attribution = g_strdup (attribution);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TILES]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ATTRIBUTION]);
}

/**
 * tote_brand_use_map_of:
 * @server: of an order
 * @sandbox: whether it is surely a sandbox of Tote's, which draws a map
 *
 * A try-out asks no stranger: where the profile has no map, that of a server on this machine is
 * used, and of no other. Who drew it is said only of the sandbox, which also has tiles for dense
 * screens.
 */
void
tote_brand_use_map_of (ToteBrand *self, const char *server, gboolean sandbox)
{
  g_autoptr (GUri) uri = NULL;

  g_return_if_fail (TOTE_IS_BRAND (self));

  uri = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);
  if (tote_profile_get_tiles (self->profile, FALSE) != NULL || uri == NULL ||
      !tote_endpoint_is_loopback (uri))
    set_tiles (self, NULL, NULL, NULL);
  else
    set_tiles (
        self, g_strconcat (server, "/tiles/{z}/{x}/{y}", sandbox ? "{scale}" : "", ".png", NULL),
        g_strconcat (server, "/tiles/dark/{z}/{x}/{y}", sandbox ? "{scale}" : "", ".png", NULL),
        sandbox ? _ ("Map drawn by Tote’s sandbox") : _ ("Map from a server on this computer"));
}

/**
 * tote_brand_dup_tiles:
 *
 * Returns: (transfer full) (nullable): the pattern of the tiles in the map's look; %NULL for a map
 * without any
 */
char *
tote_brand_dup_tiles (ToteBrand *self)
{
  g_return_val_if_fail (TOTE_IS_BRAND (self), NULL);

  return g_strdup (get_tiles (self, tote_brand_get_map_dark (self)));
}

/**
 * tote_brand_set_map_look:
 * @look: what the map looks like from now on
 */
void
tote_brand_set_map_look (ToteBrand *self, ToteMapLook look)
{
  gboolean was_dark;

  g_return_if_fail (TOTE_IS_BRAND (self));

  was_dark = tote_brand_get_map_dark (self);
  self->map_look = look;
  tell_map_look (self, was_dark);
}

/**
 * tote_brand_get_dark:
 *
 * Returns: whether the look of all is dark
 */
gboolean
tote_brand_get_dark (ToteBrand *self)
{
  g_return_val_if_fail (TOTE_IS_BRAND (self), FALSE);

  return self->dark;
}

/**
 * tote_brand_get_map_dark:
 *
 * Returns: whether the look of the map is dark
 */
gboolean
tote_brand_get_map_dark (ToteBrand *self)
{
  g_return_val_if_fail (TOTE_IS_BRAND (self), FALSE);

  return self->map_look == TOTE_MAP_LOOK_DESKTOP ? self->dark
                                                 : self->map_look == TOTE_MAP_LOOK_DARK;
}

/**
 * tote_brand_set_locked:
 * @locked: whether this is a store display, which nothing leads out of
 *
 * To be called before the first page is made.
 */
void
tote_brand_set_locked (ToteBrand *self, gboolean locked)
{
  g_return_if_fail (TOTE_IS_BRAND (self));

  self->locked = locked;
}

/**
 * tote_brand_get_locked:
 *
 * Returns: whether pages have no links, calls or menus
 */
gboolean
tote_brand_get_locked (ToteBrand *self)
{
  g_return_val_if_fail (TOTE_IS_BRAND (self), FALSE);

  return self->locked;
}

/**
 * tote_brand_get_accent:
 * @accent: (out caller-allocates): the brand's colour, fit for text and lines in the present look
 */
void
tote_brand_get_accent (ToteBrand *self, GdkRGBA *accent)
{
  g_return_if_fail (TOTE_IS_BRAND (self));

  *accent = self->accent;
}
