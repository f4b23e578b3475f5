/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-panes.h"
#include "tote-stage-set.h"

#include <string.h>

/* What the page says while a part of the order, or all of it, is refused or cannot be read: by
 * whom, from when what stands there is, and when it is asked for again. TOTE_SHOTS=FOLDER keeps
 * pictures, wide, narrow and dark. */

typedef struct {
  const char *name;
  const char *faults;
  const char *says[3];
  const char *hides;
  gboolean in_chat;
} Case;

/* Shopping begins two minutes after the start, and ten minutes are not the time of a state's end.
 */
#define WELL_S 300
#define FAULTY_S 300

static const Case cases[] = {
  { "order-403",
    "order:403",
    { "This order is not yours to see · as of 1:3", "Asked again at 1:4" },
    "The items cannot" },
  { "items-403",
    "items:403",
    { "The store does not show the items now · as of 1:3", "Asked again at 1:4" },
    "The items cannot" },
  { "items-page",
    "items:html",
    { "The items cannot be read now · as of 1:3" },
    "The store does not show" },
  { "chat-403",
    "chat:403",
    { "The store offers no chat for this order", "Asked again at 1:4" },
    "The messages cannot" },
  { "chat-page",
    "chat:html",
    { "The messages cannot be read now · as of 1:3" },
    "The store offers no chat",
    TRUE },
  { "all-407", "*:407", { "Cannot reach the store · as of 1:3" }, "The items cannot" },
  { "all-page", "*:html", { "The answer made no sense · as of 1:3" }, "The items cannot" },
};

static void
on_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) answer =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  *(gboolean *) user_data = answer != NULL;
}

static gboolean
is_done (gpointer done)
{
  return *(gboolean *) done;
}

static void
set_faults (ToteStageSet *set, const char *spec)
{
  g_autofree char *uri =
      g_strconcat (tote_sandbox_server_get_uri (set->server), "/sandbox/fault", NULL);
  g_autofree char *json = g_strdup_printf ("{\"spec\": \"%s\"}", spec);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  gboolean done = FALSE;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_told, &done);
  tote_stage_set_wait (is_done, &done);
}

static void
keep (ToteStageSet *set, const char *name, const char *look)
{
  const char *folder = g_getenv ("TOTE_SHOTS");
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, look);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;
  g_autoptr (GdkTexture) drawn = tote_stage_set_draw (set);

  if (path != NULL)
    gdk_texture_save_to_png (drawn, path);
}

static void
assert_says (ToteStageSet *set, const Case *told)
{
  for (guint i = 0; i < G_N_ELEMENTS (told->says) && told->says[i] != NULL; i++)
    tote_stage_set_assert_shows (set, told->says[i]);
  if (told->hides != NULL)
    tote_stage_set_assert_hides (set, told->hides);
}

static void
test_refused (gconstpointer data)
{
  static const struct {
    const char *name;
    int width;
    int height;
    AdwColorScheme scheme;
  } looks[] = {
    { "wide", 1200, 760, ADW_COLOR_SCHEME_FORCE_LIGHT },
    { "dark", 1200, 760, ADW_COLOR_SCHEME_FORCE_DARK },
    { "narrow", 360, 640, ADW_COLOR_SCHEME_FORCE_LIGHT },
  };
  const Case *told = data;

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++) {
    g_autoptr (ToteStageSet) set = tote_stage_set_new (TOTE_SANDBOX_STORY_DELIVERY);
    TotePanes *panes;
    int minimum;

    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), looks[i].scheme);
    tote_stage_set_open (set, looks[i].width, looks[i].height);
    tote_stage_set_advance (set, WELL_S);
    panes = TOTE_PANES (tote_stage_set_find (GTK_WIDGET (set->window), TOTE_TYPE_PANES, 0));
    tote_panes_set_pane (panes, told->in_chat ? TOTE_PANE_CHAT : TOTE_PANE_ORDER);
    set_faults (set, told->faults);
    tote_stage_set_advance (set, FAULTY_S);
    keep (set, told->name, looks[i].name);
    assert_says (set, told);
    gtk_widget_measure (GTK_WIDGET (set->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                        NULL, NULL);
    g_assert_cmpint (minimum, <=, 360);

    set_faults (set, "");
    tote_stage_set_advance (set, FAULTY_S);
    tote_stage_set_assert_hides (set, told->says[0]);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/refused/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_refused);
  }

  return g_test_run ();
}
