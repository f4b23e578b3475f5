/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-start.h"

#include <gtk/gtk.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* From here on a block of memory has pages of its own: pictures and pieces of the map. */
#define LARGE_BLOCK (128 * 1024)

/* From this minor version of GTK 4 on, what not to use is named in GDK_DISABLE. */
#define GDK_DISABLE_SINCE 18

/**
 * tote_start_has_render_node:
 * @folder: where the devices of graphics cards are, “/dev/dri”
 *
 * Returns: whether there is a card to draw with
 */
gboolean
tote_start_has_render_node (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;

  return FALSE;
}

/**
 * tote_start_choose_renderer:
 * @folder: where the devices of graphics cards are
 * @gtk_minor: the minor version of the GTK that runs
 *
 * Where there is no card, GTK would load a whole compiler to draw with the processor; its own
 * cairo renderer does that in a fraction of the time and memory. To be called before GTK starts;
 * whoever has set one of the variables has chosen already.
 */
void
tote_start_choose_renderer (const char *folder, guint gtk_minor)
{
  const char *variable = gtk_minor >= GDK_DISABLE_SINCE ? "GDK_DISABLE" : "GDK_DEBUG";

  if (g_getenv ("GSK_RENDERER") != NULL || g_getenv (variable) != NULL ||
      tote_start_has_render_node (folder))
    return;

  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv (variable, gtk_minor >= GDK_DISABLE_SINCE ? "gl,vulkan" : "gl-disable", FALSE);
}

/**
 * tote_start_keep_heap_small:
 *
 * Pictures and pieces of the map are decoded in threads and let go of in any order. The C library
 * would keep a heap for each thread, and the room of a picture for the next one; with one heap and
 * pages of its own for what is large, memory goes back to the system. To be called before a thread
 * is started.
 */
void
tote_start_keep_heap_small (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 1);
  mallopt (M_MMAP_THRESHOLD, LARGE_BLOCK);
#endif
}

/**
 * tote_start_take_activation_token:
 *
 * What gives a window the right to come to the front is in one variable or the other; GTK 4.8 reads
 * only the older one. To be called before a thread is started, since it changes the environment.
 */
void
tote_start_take_activation_token (void)
{
  const char *token = g_getenv ("XDG_ACTIVATION_TOKEN");

  if (token != NULL)
    g_setenv ("DESKTOP_STARTUP_ID", token, FALSE);
}

/**
 * tote_start_open_display:
 *
 * GTK would read its own style first, which is a fifth of its start, and libadwaita then replaces
 * it by an empty one and reads another. With the empty one from the beginning nothing is read in
 * vain. Whoever has set a theme has chosen. To be called before a thread is started, since it
 * changes the environment.
 *
 * Returns: whether there is a display to show windows on
 */
gboolean
tote_start_open_display (void)
{
  gboolean chosen = g_getenv ("GTK_THEME") != NULL;
  gboolean opened;

  g_setenv ("GTK_THEME", "Adwaita-empty", FALSE);
  opened = gtk_init_check ();
  if (opened)
    gtk_settings_get_default ();
  if (!chosen)
    g_unsetenv ("GTK_THEME"); /* else libadwaita would take it for the person's wish */

  return opened;
}
