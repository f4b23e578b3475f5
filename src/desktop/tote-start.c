/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "tote-config.h"

#include "tote-start.h"

#include "tote-icons.h"

#include <gtk/gtk.h>

#ifdef __GLIBC__
#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#endif

/* From here on a block of memory has pages of its own: a picture as large as a screen's. What is
 * painted into, some megabytes for each frame, is below it, and is not asked from the system and
 * filled with zeros anew each time. */
#define LARGE_BLOCK (32 * 1024 * 1024)
#define KEPT_FOR_FRAMES (16 * 1024 * 1024)

/* For the main thread and those that read answers and decode pictures: with one for all, whoever
 * reads a long answer holds up what is built meanwhile. */
#define HEAPS 4

/* A start fills so much of the heap until its page is whole: as much as is kept when it is free. */
#define HEAP_OF_START (KEPT_FOR_FRAMES - 1024 * 1024)

/* Of that so much is asked for at a time. */
#define PIECE (256 * 1024)

/* So long after the last frame the memory that frames took goes back to the system. */
#define QUIET_US G_USEC_PER_SEC

/* From this minor version of GTK 4 on, what not to use is named in GDK_DISABLE. */
#define GDK_DISABLE_SINCE 18

static gboolean
has_render_node (const char *folder)
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

  if (g_getenv ("GSK_RENDERER") != NULL || g_getenv (variable) != NULL || has_render_node (folder))
    return;

  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv (variable, gtk_minor >= GDK_DISABLE_SINCE ? "gl,vulkan" : "gl-disable", FALSE);
}

#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE)
/* Piece by piece: who maps a library meanwhile waits for one of them. */
static gpointer
fill_in_thread (gpointer start)
{
  for (gsize at = 0; at + PIECE <= HEAP_OF_START; at += PIECE)
    madvise ((char *) start + at, PIECE, MADV_POPULATE_WRITE);

  return NULL;
}

/* The system gives a page of memory as it is written to for the first time, unless it is asked for
 * many at once, which takes a fraction of the time, and can be done beside all else: it changes
 * nothing of what is in use by then. What was too much goes back with the rest. */
static void
fill_heap (void)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  char *block = malloc (HEAP_OF_START);
  guintptr start = (guintptr) block / page * page;

  free (block);
  g_thread_unref (g_thread_new ("heap", fill_in_thread, (gpointer) start));
}
#else
static void
fill_heap (void)
{
}
#endif

/**
 * tote_start_set_up_heap:
 *
 * Pictures and pieces of the map are decoded in threads and let go of in any order: the C library
 * would keep a heap for each thread. With few, what is free goes back to the system once nothing is
 * drawn (tote_start_return_memory ()). To be called before a thread is started.
 */
void
tote_start_set_up_heap (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, HEAPS);
  mallopt (M_MMAP_THRESHOLD, LARGE_BLOCK);
  mallopt (M_TRIM_THRESHOLD, KEPT_FOR_FRAMES);
#endif
  fill_heap ();
}

static gint64 drawn_at; /* monotonic µs, of the last frame of any window, or the last one’s end */
static guint trim_id;   /* source that gives memory back, 0 for none */
static gboolean spent;  /* whether code ran that may not run again for long: a start, a window */

#ifdef __GLIBC__
/* Breakpoints are written into the code. */
static gboolean
is_debugged (void)
{
  g_autofree char *status = NULL;

  return g_file_get_contents ("/proc/self/status", &status, NULL, NULL) &&
         strstr (status, "TracerPid:\t0\n") == NULL;
}

/* Nobody else has written to what is not writable: it is there again, from the file, once it is
 * touched. Until then the system may have it back. */
static int
give_code_back (struct dl_phdr_info *object, size_t size, void *unused)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);

  for (guint i = 0; i < object->dlpi_phnum; i++) {
    const ElfW (Phdr) *segment = &object->dlpi_phdr[i];
    guintptr start = object->dlpi_addr + segment->p_vaddr;
    guintptr end = start + segment->p_memsz;

    start = start / page * page;
    if (segment->p_type == PT_LOAD && (segment->p_flags & PF_W) == 0)
      madvise ((void *) start, end - start, MADV_DONTNEED);
  }

  return 0;
}
#endif

static gboolean
trim (gpointer unused)
{
  if (g_get_monotonic_time () - drawn_at < QUIET_US)
    return G_SOURCE_CONTINUE;

#ifdef __GLIBC__
  malloc_trim (0);
  if (spent && !is_debugged ())
    dl_iterate_phdr (give_code_back, NULL);
#endif
  spent = FALSE;
  trim_id = 0;
  return G_SOURCE_REMOVE;
}

static void
trim_when_quiet (void)
{
  drawn_at = g_get_monotonic_time ();
  if (trim_id == 0)
    trim_id = g_timeout_add (QUIET_US / 1000, trim, NULL);
}

static void
trim_when_spent (void)
{
  spent = TRUE;
  trim_when_quiet ();
}

static void
on_realize (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", trim_when_quiet, NULL);
}

static void
on_windows_changed (GListModel *windows, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    g_signal_connect (window, "realize", G_CALLBACK (on_realize), NULL);
  }

  if (removed > 0)
    trim_when_spent ();
}

/**
 * tote_start_return_memory:
 *
 * Gives back what the start and frames took, each time a while after the last one of any window,
 * and what a window took that has gone. To be called once there is a display, before there is a
 * window.
 */
void
tote_start_return_memory (void)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (on_windows_changed),
                    NULL);
  trim_when_spent ();
}

/**
 * tote_start_open_display:
 *
 * GTK would read its own style first, which is a fifth of its start, and libadwaita then replaces
 * it by an empty one and reads another. With the empty one from the beginning nothing is read in
 * vain. Whoever has set a theme has chosen. Where icons come from is said here as well: GTK begins
 * to look through all there are on a thread of its own, and later would have to wait for that.
 *
 * To be called before a thread is started, since it changes the environment.
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
  if (opened)
    tote_icons_attach (gdk_display_get_default ());

  return opened;
}
