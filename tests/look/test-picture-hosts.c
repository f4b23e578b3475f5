/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-hosts.h"

#include "test-gallery.h"
#include "test-support.h"
#include "tote-avatar.h"
#include "tote-brand.h"
#include "tote-picture.h"
#include "tote-textures.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#define HOME "https://connect.example.com/v2"
#define FOREIGN "https://pictures.example.net/bread.png"

static void
set_hosts (const char *hosts)
{
  g_autofree char *folder = g_dir_make_tmp ("tote-hosts-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "profile.ini", NULL);
  g_autofree char *text = g_strdup_printf ("[Retailer]\nPictures=%s\n", hosts);
  g_autoptr (ToteProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, NULL);
  profile = tote_profile_new_from_file (path, &error);
  g_assert_no_error (error);
  tote_brand_set_profile (tote_brand_get_default (), profile);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_check (void)
{
  static const struct {
    const char *url;
    const char *home;
    TotePictureAccess access;
    const char *host;
  } cases[] = {
    /* the order's own server */
    { "https://connect.example.com/a.png", HOME, TOTE_PICTURE_ACCESS_SHOWN, NULL },
    { "https://CONNECT.example.com/a.png", HOME, TOTE_PICTURE_ACCESS_SHOWN, NULL },
    { "https://connect.example.com:443/a.png", HOME, TOTE_PICTURE_ACCESS_SHOWN, NULL },
    { "http://127.0.0.1:8080/a.png", "http://127.0.0.1:8080", TOTE_PICTURE_ACCESS_SHOWN, NULL },

    /* and what only looks like it */
    { "https://connect.example.com:8443/a.png", HOME, TOTE_PICTURE_ACCESS_ASK,
      "connect.example.com" },
    { "https://example.com/a.png", HOME, TOTE_PICTURE_ACCESS_ASK, "example.com" },
    { "https://a.connect.example.com/a.png", HOME, TOTE_PICTURE_ACCESS_ASK,
      "a.connect.example.com" },
    { "https://connect.example.com/a.png", "https://other.example.com", TOTE_PICTURE_ACCESS_ASK,
      "connect.example.com" },
    { "https://connect.example.com/a.png", NULL, TOTE_PICTURE_ACCESS_ASK, "connect.example.com" },

    /* the profile's, and under them */
    { "https://images.shop.test/a.png", HOME, TOTE_PICTURE_ACCESS_SHOWN, "images.shop.test" },
    { "https://a.b.images.shop.test/a.png", HOME, TOTE_PICTURE_ACCESS_SHOWN,
      "a.b.images.shop.test" },
    { "https://IMAGES.shop.test/a.png", NULL, TOTE_PICTURE_ACCESS_SHOWN, "images.shop.test" },
    { "https://cdn.test/a.png", HOME, TOTE_PICTURE_ACCESS_ASK, "cdn.test" },
    { "https://x.cdn.test.org/a.png", HOME, TOTE_PICTURE_ACCESS_ASK, "x.cdn.test.org" },
    { "https://myimages.shop.test/a.png", HOME, TOTE_PICTURE_ACCESS_ASK, "myimages.shop.test" },
    { "https://images.shop.test.evil.org/a.png", HOME, TOTE_PICTURE_ACCESS_ASK,
      "images.shop.test.evil.org" },
    { "https://bücher.example/a.png", HOME, TOTE_PICTURE_ACCESS_ASK, "xn--bcher-kva.example" },

    /* where no picture can be */
    { "http://images.shop.test/a.png", HOME, TOTE_PICTURE_ACCESS_NONE, NULL },
    { "https://images.shop.test@evil.org/a.png", HOME, TOTE_PICTURE_ACCESS_NONE, NULL },
    { "http://127.0.0.1:631/a.png", HOME, TOTE_PICTURE_ACCESS_NONE, NULL },
    { "https://localhost/a.png", HOME, TOTE_PICTURE_ACCESS_NONE, NULL },
    { "http://127.0.0.1:631/a.png", "http://127.0.0.1:8080", TOTE_PICTURE_ACCESS_NONE, NULL },
    { "file:///etc/passwd", HOME, TOTE_PICTURE_ACCESS_NONE, NULL },
    { "", HOME, TOTE_PICTURE_ACCESS_NONE, NULL },
    { NULL, HOME, TOTE_PICTURE_ACCESS_NONE, NULL },
  };

  set_hosts ("images.shop.test, a.cdn.test");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *host = NULL;

    g_test_message ("%s", cases[i].url);
    g_assert_cmpint (tote_picture_hosts_check (tote_picture_hosts_get_default (), cases[i].url,
                                               cases[i].home, &host),
                     ==, cases[i].access);
    g_assert_cmpstr (host, ==, cases[i].host);
  }
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  return find (widget, GTK_TYPE_BUTTON);
}

static GdkPaintable *
get_paintable (TotePicture *picture)
{
  return gtk_picture_get_paintable (GTK_PICTURE (find (GTK_WIDGET (picture), GTK_TYPE_PICTURE)));
}

static gboolean
is_asked (gpointer widget)
{
  GtkWidget *button = find_button (widget);

  return button != NULL && gtk_widget_get_visible (button);
}

/* Nothing is asked of a stranger before the click; then all that comes from there is shown, and
 * what comes from others still is not. */
static void
test_ask (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  TotePicture *large = g_object_new (TOTE_TYPE_PICTURE, "size", 168, "url", FOREIGN, NULL);
  TotePicture *small = g_object_new (TOTE_TYPE_PICTURE, "url", FOREIGN "?2", NULL);
  TotePicture *other =
      g_object_new (TOTE_TYPE_PICTURE, "url", "https://example.org/other.png", NULL);
  GtkWidget *avatar = g_object_new (TOTE_TYPE_AVATAR, "url", FOREIGN "?3", NULL);

  g_assert_false (is_asked (large));
  tote_picture_hosts_set_home (window, HOME);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (large));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (small));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (other));
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_false (tote_picture_get_loading (large));
  g_assert_true (is_asked (large) && is_asked (small) && is_asked (other) && is_asked (avatar));
  gtk_test_accessible_assert_property (find_button (GTK_WIDGET (small)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Show picture from pictures.example.net");

  g_signal_emit_by_name (find_button (GTK_WIDGET (large)), "clicked");
  g_assert_true (tote_picture_get_loading (large));
  g_assert_true (tote_picture_get_loading (small));
  g_assert_false (tote_picture_get_loading (other));
  g_assert_false (is_asked (large) || is_asked (small) || is_asked (avatar));
  g_assert_true (is_asked (other));

  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* A row that is used again shows what it shows now. */
static void
test_used_again (void)
{
  GtkWidget *window = gtk_window_new ();
  TotePicture *picture = g_object_new (TOTE_TYPE_PICTURE, "url", "https://a.example/1", NULL);

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (picture));
  g_assert_true (is_asked (picture));
  tote_picture_set_url (picture, NULL);
  g_assert_false (is_asked (picture));
  tote_picture_set_url (picture, "https://b.example/1");
  g_assert_true (is_asked (picture));
  gtk_test_accessible_assert_property (find_button (GTK_WIDGET (picture)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Show picture from b.example");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The end of a long name says who it is. */
static void
test_long_name (void)
{
  g_autofree char *url = g_strconcat ("https://connect.example.com.login.images.shop.test.",
                                      "aaaaaaaaaaaaaaaaaaaa.", "evil.example/1", NULL);
  GtkWidget *window = gtk_window_new ();
  TotePicture *picture = g_object_new (TOTE_TYPE_PICTURE, "url", url, NULL);

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (picture));
  gtk_test_accessible_assert_property (
      find_button (GTK_WIDGET (picture)), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Show picture from …p.test.aaaaaaaaaaaaaaaaaaaa.evil.example");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The order's own server is not asked about, and what it has is there. */
static void
test_home (void)
{
  TestServer *server = test_server_new (NULL);
  g_autoptr (GBytes) png = test_gallery_png (100, 100, TEST_PNG_RGB, 0);
  g_autofree char *url = g_strconcat (server->base, "bread.png", NULL);
  GtkWidget *window = gtk_window_new ();
  TotePicture *picture = g_object_new (TOTE_TYPE_PICTURE, "url", url, NULL);

  test_server_answer_bytes (server, 200, png, "Content-Type", "image/png", NULL);
  tote_picture_hosts_set_home (window, server->base);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (picture));
  g_assert_true (tote_picture_get_loading (picture));
  while (tote_picture_get_loading (picture))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (get_paintable (picture));
  g_assert_false (is_asked (picture));

  /* Out of the window and in again: it is still known. */
  g_object_ref (picture);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  g_assert_null (get_paintable (picture));
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (picture));
  g_assert_nonnull (get_paintable (picture));
  g_object_unref (picture);

  gtk_window_destroy (GTK_WINDOW (window));
  test_server_free (server);
}

/* Whether a letter stands in for it. */
static gboolean
has_letter (TotePicture *picture)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (picture));

  return gtk_widget_get_child_visible (child) && GTK_IS_LABEL (child);
}

/* What could not be had is there without anybody's doing, once it can be; nobody else asks. */
static void
test_again (void)
{
  TestServer *server = test_server_new (NULL);
  g_autoptr (GBytes) png = test_gallery_png (100, 100, TEST_PNG_RGB, 0);
  g_autofree char *url = g_strconcat (server->base, "late.png", NULL);
  GtkWidget *window = gtk_window_new ();
  TotePicture *picture = g_object_new (TOTE_TYPE_PICTURE, "url", url, NULL);

  test_server_answer (server, 503, "");
  tote_picture_hosts_set_home (window, server->base);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (picture));
  for (guint i = 1; i <= 2; i++) {
    g_assert_cmpint (has_letter (picture), ==, i > 1);
    while (tote_picture_get_loading (picture))
      g_main_context_iteration (NULL, TRUE);
    g_assert_null (get_paintable (picture));
    g_assert_true (has_letter (picture));
    g_assert_cmpuint (server->requests->len, ==, i);
    if (i == 2)
      test_server_forget (server);
    g_signal_emit_by_name (tote_textures_get_default (), "again");
  }

  test_server_answer_bytes (server, 200, png, "Content-Type", "image/png", NULL);
  while (tote_picture_get_loading (picture))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (get_paintable (picture));
  g_assert_false (has_letter (picture));
  g_assert_cmpuint (server->requests->len, ==, 1);

  g_signal_emit_by_name (tote_textures_get_default (), "again");
  g_assert_false (tote_picture_get_loading (picture));

  gtk_window_destroy (GTK_WINDOW (window));
  test_server_free (server);
}

/* Small in the list, large over it, out of one answer; it closes with its window. */
static void
test_open (void)
{
  TestServer *server = test_server_new (NULL);
  g_autoptr (GBytes) jpeg = test_gallery_jpeg (900, 600, TEST_JPEG_PLAIN, 0);
  g_autofree char *url = g_strconcat (server->base, "shelf.jpg", NULL);
  GtkWidget *window = gtk_window_new ();
  TotePicture *picture =
      g_object_new (TOTE_TYPE_PICTURE, "url", url, "name", "Shelf", "opens", TRUE, NULL);
  GtkPicture *large;
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *opened = NULL;

  test_server_answer_bytes (server, 200, jpeg, "Content-Type", "image/jpeg", NULL);
  tote_picture_hosts_set_home (window, server->base);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (picture));
  gtk_window_present (GTK_WINDOW (window));
  g_assert_null (find (GTK_WIDGET (picture), GTK_TYPE_BUTTON));
  while (tote_picture_get_loading (picture))
    g_main_context_iteration (NULL, TRUE);

  g_signal_emit_by_name (find (GTK_WIDGET (picture), GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, 2);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GtkWidget) each = g_list_model_get_item (windows, i);

    if (each != window)
      g_set_weak_pointer (&opened, each);
  }
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (opened)), ==, "Shelf");
  large = GTK_PICTURE (find (opened, GTK_TYPE_PICTURE));
  g_assert_true (gtk_picture_get_paintable (large) == get_paintable (picture));
  while (gdk_paintable_get_intrinsic_width (gtk_picture_get_paintable (large)) != 900)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (server->requests->len, ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, 0);
  g_assert_null (opened);
  test_server_free (server);
}

/* Without a map in the profile that of a server on this machine is shown, and only a sandbox is
 * named as who drew it. */
static void
test_map (void)
{
  static const struct {
    const char *server;
    gboolean sandbox;
    const char *tiles; /* %NULL for the profile's */
    const char *attribution;
  } cases[] = {
    { "http://127.0.0.1:8080", TRUE, "http://127.0.0.1:8080/tiles/{z}/{x}/{y}{scale}.png",
      "Map drawn by Tote’s sandbox" },
    { "http://localhost:8080", FALSE, "http://localhost:8080/tiles/{z}/{x}/{y}.png",
      "Map from a server on this computer" },
    { HOME, TRUE, NULL, NULL },
    { HOME, FALSE, NULL, NULL },
  };
  ToteBrand *brand = tote_brand_get_default ();
  ToteProfile *profile;

  set_hosts ("example.com");
  profile = tote_brand_get_profile (brand);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *tiles = NULL;
    g_autofree char *attribution = NULL;

    tote_brand_use_map_of (brand, cases[i].server, cases[i].sandbox);
    tiles = tote_brand_dup_tiles (brand);
    g_object_get (brand, "attribution", &attribution, NULL);
    g_assert_cmpstr (tiles, ==,
                     cases[i].tiles != NULL ? cases[i].tiles
                                            : tote_profile_get_tiles (profile, FALSE));
    g_assert_cmpstr (attribution, ==,
                     cases[i].attribution != NULL ? cases[i].attribution
                                                  : tote_profile_get_attribution (profile));
  }
}

static AdwAvatar *
find_avatar (GtkWidget *widget)
{
  AdwAvatar *found = ADW_IS_AVATAR (widget) ? ADW_AVATAR (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_avatar (child);

  return found;
}

/* A person has letters where no picture comes. */
static void
test_person_awaited (void)
{
  TestServer *server = test_server_new (NULL);
  g_autofree char *url = g_strconcat (server->base, "amida.png", NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *avatar = g_object_new (TOTE_TYPE_AVATAR, "name", "Amida", "url", url, NULL);

  test_server_answer (server, 404, "");
  tote_picture_hosts_set_home (window, server->base);
  gtk_window_set_child (GTK_WINDOW (window), avatar);
  g_assert_false (adw_avatar_get_show_initials (find_avatar (avatar)));
  g_assert_nonnull (adw_avatar_get_custom_image (find_avatar (avatar))); /* and so no symbol */
  while (!adw_avatar_get_show_initials (find_avatar (avatar)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (adw_avatar_get_custom_image (find_avatar (avatar)));
  g_assert_cmpuint (server->requests->len, ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
  test_server_free (server);
}

/* A person without a picture has letters, or a symbol where they would be parts of characters. */
static void
test_person (void)
{
  static const struct {
    const char *name;
    gboolean letters;
  } cases[] = {
    { "Amida", TRUE },     { "E\u0301tienne Marceau", TRUE },     { "🇫🇷 Marie", FALSE },
    { "Marie 🇫🇷", FALSE }, { "👩🏽\u200d🍳 Amida", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    GtkWidget *avatar = g_object_new (TOTE_TYPE_AVATAR, "name", cases[i].name, NULL);
    GtkWidget *window = gtk_window_new ();

    gtk_window_set_child (GTK_WINDOW (window), avatar);
    g_assert_cmpint (adw_avatar_get_show_initials (find_avatar (avatar)), ==, cases[i].letters);
    gtk_window_destroy (GTK_WINDOW (window));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/picture-hosts/check", test_check);
  g_test_add_func ("/picture-hosts/ask", test_ask);
  g_test_add_func ("/picture-hosts/used-again", test_used_again);
  g_test_add_func ("/picture-hosts/long-name", test_long_name);
  g_test_add_func ("/picture-hosts/home", test_home);
  g_test_add_func ("/picture-hosts/again", test_again);
  g_test_add_func ("/picture-hosts/open", test_open);
  g_test_add_func ("/avatar/person", test_person);
  g_test_add_func ("/avatar/person-awaited", test_person_awaited);
  g_test_add_func ("/brand/map", test_map);

  return g_test_run ();
}
