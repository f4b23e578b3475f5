/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-pictures.h"

#include "tote-sandbox-still-life.h"

#include <string.h>

/* Pictures of goods, of the shopper and of the store, drawn on a pale ground of 256 pixels. */
#define SIZE 256

static const struct {
  const char *name;
  guint ground;
  ToteSandboxDrawing draw;
} pictures[] = {
  { "banana", 0xfdf6dc, tote_sandbox_still_life_banana },
  { "melon", 0xeef6e2, tote_sandbox_still_life_melon },
  { "milk", 0xe4eff8, tote_sandbox_still_life_milk },
  { "eggs", 0xf6eee6, tote_sandbox_still_life_eggs },
  { "tomato", 0xfdebe6, tote_sandbox_still_life_tomato },
  { "coffee", 0xf1e9e1, tote_sandbox_still_life_coffee },
  { "bread", 0xf9eedd, tote_sandbox_still_life_bread },
  { "baguette", 0xf9eedd, tote_sandbox_still_life_baguette },
  { "blueberries", 0xe9ecf8, tote_sandbox_still_life_blueberries },
  { "shopper", 0xcfe6da, tote_sandbox_still_life_shopper },
  { "bays", 0xe6ebee, tote_sandbox_still_life_bays },
  { "bag", 0xf4eee4, tote_sandbox_still_life_bag },
};

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
paint (cairo_t *cr, const char *name)
{
  /* What nobody has drawn comes in a bag, which is the last one. */
  guint i = 0;

  while (i < G_N_ELEMENTS (pictures) - 1 && !g_str_equal (pictures[i].name, name))
    i++;

  tote_sandbox_still_life_set_color (cr, pictures[i].ground);
  cairo_paint (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  pictures[i].draw (cr);
}

/**
 * tote_sandbox_pictures_draw:
 * @name: what is to be seen; anything unknown is a bag
 *
 * Returns: (transfer full): the picture as PNG
 */
GBytes *
tote_sandbox_pictures_draw (const char *name)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);
  GByteArray *bytes = g_byte_array_new ();

  paint (cr, name);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * tote_sandbox_pictures_answer:
 * @call: a request below /pictures/
 */
void
tote_sandbox_pictures_answer (ToteSandboxCall *call)
{
  const char *rest = call->path + strlen ("/pictures/");
  g_autofree char *name = NULL;

  if (!g_str_equal (call->method, "GET")) {
    tote_sandbox_call_refuse_method (call, TOTE_SANDBOX_READS);
    return;
  }
  if (!g_str_has_suffix (rest, ".png") || strchr (rest, '/') != NULL) {
    tote_sandbox_call_fail_not_found (call);
    return;
  }

  name = g_strndup (rest, strlen (rest) - strlen (".png"));
  tote_sandbox_call_answer_bytes (call, tote_sandbox_pictures_draw (name), "image/png");
  call->cache = TOTE_SANDBOX_CACHE_PICTURE;
}
