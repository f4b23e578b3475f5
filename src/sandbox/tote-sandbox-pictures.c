/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-pictures.h"

#include "tote-sandbox-drawings.h"

#include <string.h>

#define SIZE 256

/**
 * tote_sandbox_pictures_draw:
 * @name: what is to be seen; anything unknown is a bag
 *
 * Returns: (transfer full): the picture as PNG
 *
 * For tests: each picture, without asking for it.
 */
GBytes *
tote_sandbox_pictures_draw (const char *name)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);

  tote_sandbox_drawings_draw (cr, name);
  cairo_destroy (cr);

  return tote_sandbox_drawings_write (surface);
}

/**
 * tote_sandbox_pictures_answer:
 * @kept: (element-type utf8 GBytes): pictures that are drawn already, see
 *   tote_sandbox_drawings_keep()
 * @call: a request below /pictures/
 */
void
tote_sandbox_pictures_answer (GHashTable *kept, ToteSandboxCall *call)
{
  const char *rest = call->path + strlen ("/pictures/");
  g_autofree char *name = NULL;
  GBytes *picture;

  if (!g_str_equal (call->method, "GET")) {
    tote_sandbox_call_refuse_method (call, TOTE_SANDBOX_READS);
    return;
  }
  if (!g_str_has_suffix (rest, ".png") || strchr (rest, '/') != NULL) {
    tote_sandbox_call_fail_not_found (call);
    return;
  }

  name = g_strndup (rest, strlen (rest) - strlen (".png"));
  picture = g_hash_table_lookup (kept, name);
  if (picture == NULL)
    picture = tote_sandbox_drawings_keep (kept, name, tote_sandbox_pictures_draw (name));
  tote_sandbox_call_answer_bytes (call, g_bytes_ref (picture), "image/png");
  call->cache = TOTE_SANDBOX_CACHE_PICTURE;
}
