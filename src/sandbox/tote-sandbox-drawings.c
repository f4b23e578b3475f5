/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-drawings.h"

/* What is kept is thrown away as a whole when it has grown to this: some ten megabytes. */
#define MAX_KEPT 1000

/*
 * A drawing is a list of shapes, one over the other, on a square of 256 by 256. The path of a shape
 * is text: M x y and L x y and C x1 y1 x2 y2 x y and Z as in SVG; O x y rx ry is an ellipse, E the
 * same with a turn in radians behind it; B x y width height radius a box with round corners; A x y
 * radius from to an arc, in half turns; R x y turn, which comes first, moves and turns what
 * follows.
 */
typedef struct {
  guint color;   /* 0xRRGGBB */
  guint opacity; /* per cent */
  double width;  /* of the line; 0: it is filled */
  const char *path;
} Shape;

static const Shape banana[] = {
  { 0x33261a, 12, 0, "O 130 208 84 9" },
  { 0xe9bb22, 100, 0,
    "M 84 46 C 78 114 118 180 204 174 C 216 173 222 164 216 156 C 154 160 118 114 108 42 Z" },
  { 0xc99a12, 100, 5, "M 94 50 C 96 116 138 170 212 166" },
  { 0x8a7a2a, 100, 0, "M 88 48 L 94 24 L 106 24 L 106 46 Z" },
  { 0x5d4a25, 100, 0, "E 213 165 8 10 0.5" },
  { 0xf7d13d, 100, 0,
    "M 70 62 C 64 130 104 196 190 190 C 202 189 208 180 202 172 C 140 176 104 130 94 58 Z" },
  { 0xdcae1f, 100, 5, "M 80 66 C 82 132 124 186 198 182" },
  { 0x8a7a2a, 100, 0, "M 74 64 L 80 40 L 92 40 L 92 62 Z" },
  { 0x5d4a25, 100, 0, "E 199 181 8 10 0.5" },
  { 0, 0, 0, NULL },
};

static const Shape melon[] = {
  { 0x33261a, 12, 0, "O 130 210 82 9" },
  { 0xd9c995, 100, 0, "O 118 132 76 74" },
  { 0xb9b07a, 100, 3, "M 118 58 C 16 90 16 174 118 206" },
  { 0xb9b07a, 100, 3, "M 118 58 C 50 90 50 174 118 206" },
  { 0xb9b07a, 100, 3, "M 118 58 C 84 90 84 174 118 206" },
  { 0xb9b07a, 100, 3, "M 118 58 C 118 90 118 174 118 206" },
  { 0xb9b07a, 100, 3, "M 118 58 C 152 90 152 174 118 206" },
  { 0xb9b07a, 100, 3, "M 118 58 C 186 90 186 174 118 206" },
  { 0xb9b07a, 100, 3, "M 118 58 C 220 90 220 174 118 206" },
  { 0x9fb46a, 100, 0, "M 118 172 C 140 226 206 222 224 158 C 200 176 150 182 118 172" },
  { 0xf6a55c, 100, 0, "M 124 172 C 146 214 198 210 216 162 C 194 178 152 182 124 172" },
  { 0xfbe3b2, 100, 0, "E 146 183 4 2.4 -0.3" },
  { 0xfbe3b2, 100, 0, "E 158 181 4 2.4 -0.3" },
  { 0xfbe3b2, 100, 0, "E 170 179 4 2.4 -0.3" },
  { 0xfbe3b2, 100, 0, "E 182 177 4 2.4 -0.3" },
  { 0xfbe3b2, 100, 0, "E 194 175 4 2.4 -0.3" },
  { 0, 0, 0, NULL },
};

static const Shape milk[] = {
  { 0x33261a, 12, 0, "O 130 222 62 9" },
  { 0xffffff, 100, 0,
    "M 108 62 C 108 86 78 92 78 124 L 78 208 C 78 220 84 222 92 222 L 166 222 C 176 222 180 218 "
    "180 208 L 180 124 C 180 92 150 86 150 62 Z" },
  { 0xe2e8ee, 100, 0,
    "M 152 92 C 180 92 180 108 180 128 L 180 208 C 180 220 172 222 164 222 L 152 222 Z" },
  { 0xcfdbe6, 100, 0, "B 158 104 14 46 7" },
  { 0x3f86c6, 100, 0, "B 78 156 102 44 0.1" },
  { 0xffffff, 100, 0, "O 129 178 22 14" },
  { 0x2f6ba6, 100, 0, "B 104 40 50 24 6" },
  { 0, 0, 0, NULL },
};

static const Shape eggs[] = {
  { 0x33261a, 12, 0, "O 128 214 96 9" },
  { 0xf3d9bd, 100, 0, "O 62 124 22 30" },
  { 0xffffff, 45, 0, "E 55 113 6 9 0.4" },
  { 0xe9c6a2, 100, 0, "O 106 124 22 30" },
  { 0xffffff, 45, 0, "E 99 113 6 9 0.4" },
  { 0xf7e3cd, 100, 0, "O 150 124 22 30" },
  { 0xffffff, 45, 0, "E 143 113 6 9 0.4" },
  { 0xe6bf98, 100, 0, "O 194 124 22 30" },
  { 0xffffff, 45, 0, "E 187 113 6 9 0.4" },
  { 0xe9c6a2, 100, 0, "O 84 146 22 30" },
  { 0xffffff, 45, 0, "E 77 135 6 9 0.4" },
  { 0xf7e3cd, 100, 0, "O 128 146 22 30" },
  { 0xffffff, 45, 0, "E 121 135 6 9 0.4" },
  { 0xe6bf98, 100, 0, "O 172 146 22 30" },
  { 0xffffff, 45, 0, "E 165 135 6 9 0.4" },
  { 0xa7b3ae, 100, 0,
    "M 30 150 C 38 172 66 172 79 150 C 87 172 115 172 128 150 C 136 172 164 172 177 150 C 185 172 "
    "213 172 226 150 L 212 210 L 44 210 Z" },
  { 0x93a09a, 100, 4, "M 37 186 L 219 186" },
  { 0, 0, 0, NULL },
};

static const Shape tomato[] = {
  { 0x33261a, 12, 0, "O 130 206 90 9" },
  { 0x5b8f3d, 100, 8, "M 58 78 C 100 66 170 66 206 92" },
  { 0xd93a2b, 100, 0, "O 164 122 40 36.8" },
  { 0xffffff, 42, 0, "E 149.6 110 9.6 6.4 -0.6" },
  { 0x4d8a3a, 100, 0, "E 148 90.8 8 5 -1.1" },
  { 0x4d8a3a, 100, 0, "E 156 94.8 8 5 -0.55" },
  { 0x4d8a3a, 100, 0, "O 164 90.8 8 5" },
  { 0x4d8a3a, 100, 0, "E 172 94.8 8 5 0.55" },
  { 0x4d8a3a, 100, 0, "E 180 90.8 8 5 1.1" },
  { 0xd93a2b, 100, 0, "O 86 134 46 42.32" },
  { 0xffffff, 42, 0, "E 69.44 120.2 11.04 7.36 -0.6" },
  { 0x4d8a3a, 100, 0, "E 67.6 98.12 9.2 5 -1.1" },
  { 0x4d8a3a, 100, 0, "E 76.8 102.12 9.2 5 -0.55" },
  { 0x4d8a3a, 100, 0, "O 86 98.12 9.2 5" },
  { 0x4d8a3a, 100, 0, "E 95.2 102.12 9.2 5 0.55" },
  { 0x4d8a3a, 100, 0, "E 104.4 98.12 9.2 5 1.1" },
  { 0xd93a2b, 100, 0, "O 140 164 46 42.32" },
  { 0xffffff, 42, 0, "E 123.44 150.2 11.04 7.36 -0.6" },
  { 0x4d8a3a, 100, 0, "E 121.6 128.12 9.2 5 -1.1" },
  { 0x4d8a3a, 100, 0, "E 130.8 132.12 9.2 5 -0.55" },
  { 0x4d8a3a, 100, 0, "O 140 128.12 9.2 5" },
  { 0x4d8a3a, 100, 0, "E 149.2 132.12 9.2 5 0.55" },
  { 0x4d8a3a, 100, 0, "E 158.4 128.12 9.2 5 1.1" },
  { 0, 0, 0, NULL },
};

static const Shape coffee[] = {
  { 0x33261a, 12, 0, "O 130 222 62 9" },
  { 0x5b3b29, 100, 0, "M 82 58 L 176 58 L 184 92 L 180 216 L 78 216 L 74 92 Z" },
  { 0x432a1c, 100, 0, "M 82 58 L 176 58 L 180 76 L 78 76 Z" },
  { 0xf3e3cb, 100, 0, "B 92 108 74 76 8" },
  { 0x6b432b, 100, 0, "R 129 146 0.6 O 0 0 17 25" },
  { 0xf3e3cb, 100, 3, "R 129 146 0.6 M 0 -24 C 12 -8 -12 8 0 24" },
  { 0, 0, 0, NULL },
};

static const Shape bread[] = {
  { 0x33261a, 12, 0, "O 130 200 94 9" },
  { 0xc58443, 100, 0,
    "M 34 156 C 30 92 92 74 130 74 C 170 74 228 92 224 156 C 222 200 180 202 130 202 C 78 202 36 "
    "200 34 156" },
  { 0xdca564, 100, 0,
    "M 44 142 C 52 98 98 84 130 84 C 162 84 206 98 214 142 C 170 118 92 118 44 142" },
  { 0xf4dcb3, 100, 8, "M 82 96 C 94 112 98 130 94 150" },
  { 0xf4dcb3, 100, 8, "M 124 96 C 136 112 140 130 136 150" },
  { 0xf4dcb3, 100, 8, "M 166 96 C 178 112 182 130 178 150" },
  { 0, 0, 0, NULL },
};

static const Shape baguette[] = {
  { 0x33261a, 12, 0, "O 136 200 92 9" },
  { 0xc07c38, 100, 0, "R 128 130 -0.62 O 0 0 116 31" },
  { 0xd99b55, 100, 0, "R 128 130 -0.62 O 0 -6 108 22" },
  { 0xf5deb6, 100, 9, "R 128 130 -0.62 M -90 12 C -84 -2 -72 -14 -58 -18" },
  { 0xf5deb6, 100, 9, "R 128 130 -0.62 M -52 12 C -46 -2 -34 -14 -20 -18" },
  { 0xf5deb6, 100, 9, "R 128 130 -0.62 M -14 12 C -8 -2 4 -14 18 -18" },
  { 0xf5deb6, 100, 9, "R 128 130 -0.62 M 24 12 C 30 -2 42 -14 56 -18" },
  { 0xf5deb6, 100, 9, "R 128 130 -0.62 M 62 12 C 68 -2 80 -14 94 -18" },
  { 0, 0, 0, NULL },
};

static const Shape blueberries[] = {
  { 0x33261a, 12, 0, "O 130 216 82 9" },
  { 0x42579c, 100, 0, "O 92 122 25 24" },
  { 0xffffff, 35, 0, "E 85 114 7 5 -0.5" },
  { 0x2c3c73, 100, 0, "O 96 118 7 6" },
  { 0x50669f, 100, 0, "O 134 110 25 24" },
  { 0xffffff, 35, 0, "E 127 102 7 5 -0.5" },
  { 0x2c3c73, 100, 0, "O 138 106 7 6" },
  { 0x42579c, 100, 0, "O 172 126 25 24" },
  { 0xffffff, 35, 0, "E 165 118 7 5 -0.5" },
  { 0x2c3c73, 100, 0, "O 176 122 7 6" },
  { 0x50669f, 100, 0, "O 72 150 25 24" },
  { 0xffffff, 35, 0, "E 65 142 7 5 -0.5" },
  { 0x2c3c73, 100, 0, "O 76 146 7 6" },
  { 0x42579c, 100, 0, "O 112 146 25 24" },
  { 0xffffff, 35, 0, "E 105 138 7 5 -0.5" },
  { 0x2c3c73, 100, 0, "O 116 142 7 6" },
  { 0x50669f, 100, 0, "O 152 146 25 24" },
  { 0xffffff, 35, 0, "E 145 138 7 5 -0.5" },
  { 0x2c3c73, 100, 0, "O 156 142 7 6" },
  { 0x42579c, 100, 0, "O 188 154 25 24" },
  { 0xffffff, 35, 0, "E 181 146 7 5 -0.5" },
  { 0x2c3c73, 100, 0, "O 192 150 7 6" },
  { 0x6fa06a, 100, 0, "M 48 156 L 212 156 L 196 214 L 64 214 Z" },
  { 0x5b8a57, 100, 4, "M 89 162 L 95 208" },
  { 0x5b8a57, 100, 4, "M 130 162 L 128 208" },
  { 0x5b8a57, 100, 4, "M 171 162 L 161 208" },
  { 0, 0, 0, NULL },
};

static const Shape bag[] = {
  { 0x33261a, 12, 0, "O 130 220 66 9" },
  { 0xa98a63, 100, 8, "M 98 96 C 98 44 160 44 160 96" },
  { 0xd2b288, 100, 0, "M 70 92 L 188 92 L 180 218 L 78 218 Z" },
  { 0xc19f73, 100, 0, "M 152 92 L 188 92 L 180 218 L 150 218 Z" },
  { 0x5f9a5c, 100, 0, "M 112 176 C 84 140 116 122 142 128 C 146 156 134 172 112 176" },
  { 0, 0, 0, NULL },
};

static const Shape shopper[] = {
  { 0x2f7d58, 100, 0, "O 128 250 84 84" },
  { 0x9b6a48, 100, 0, "B 106 150 44 48 18" },
  { 0x2b211d, 100, 0, "O 128 104 66 66" },
  { 0xb07f5a, 100, 0, "O 128 118 46 54" },
  { 0x2b211d, 100, 0, "M 80 112 C 88 74 132 62 178 112 C 172 54 92 44 80 112" },
  { 0x2b211d, 100, 0, "O 110 118 4.5 5.5 O 146 118 4.5 5.5" },
  { 0x7a4a35, 100, 5, "A 128 134 18 0.25 0.75" },
  { 0, 0, 0, NULL },
};

static const Shape bays[] = {
  { 0xcfc6b6, 100, 0, "B 0 0 256 84 0.1" },
  { 0x9fc3d3, 100, 0,
    "B 16 22 32 34 3 B 64 22 32 34 3 B 112 22 32 34 3 B 160 22 32 34 3 B 208 22 32 34 3" },
  { 0x6d7278, 100, 0, "B 0 100 256 156 0.1" },
  { 0xf4f4f0, 100, 5,
    "M 26 112 L 26 232 M 94 112 L 94 232 M 162 112 L 162 232 M 230 112 L 230 232" },
  { 0xc4c9cf, 100, 0, "B 38 128 44 86 14" },
  { 0x44525e, 100, 0, "B 44 146 32 20 5" },
  { 0x1f7a4d, 100, 0, "O 196 60 26 26" },
  { 0xffffff, 100, 6, "M 184 60 L 193 69 L 209 51" },
  { 0, 0, 0, NULL },
};

/* What nobody has drawn comes in a bag, which is the last one. */
static const struct {
  const char *name;
  guint ground;
  const Shape *shapes;
} drawings[] = {
  { "banana", 0xfdf6dc, banana },
  { "melon", 0xeef6e2, melon },
  { "milk", 0xe4eff8, milk },
  { "eggs", 0xf6eee6, eggs },
  { "tomato", 0xfdebe6, tomato },
  { "coffee", 0xf1e9e1, coffee },
  { "bread", 0xf9eedd, bread },
  { "baguette", 0xf9eedd, baguette },
  { "blueberries", 0xe9ecf8, blueberries },
  { "shopper", 0xcfe6da, shopper },
  { "bays", 0xe6ebee, bays },
  { "bag", 0xf4eee4, bag },
};

static void
set_color (cairo_t *cr, guint color, guint opacity)
{
  cairo_set_source_rgba (cr, (color >> 16 & 0xff) / 255.0, (color >> 8 & 0xff) / 255.0,
                         (color & 0xff) / 255.0, opacity / 100.0);
}

static void
add_ellipse (cairo_t *cr, const double *n, double turn)
{
  cairo_save (cr);
  cairo_translate (cr, n[0], n[1]);
  cairo_rotate (cr, turn);
  cairo_scale (cr, n[2], n[3]);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
}

static void
add_round_box (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

/* n: the numbers behind the letter, as many as it takes */
static void
add_part (cairo_t *cr, char letter, const double *n)
{
  switch (letter) {
  case 'M':
    cairo_move_to (cr, n[0], n[1]);
    break;
  case 'L':
    cairo_line_to (cr, n[0], n[1]);
    break;
  case 'C':
    cairo_curve_to (cr, n[0], n[1], n[2], n[3], n[4], n[5]);
    break;
  case 'Z':
    cairo_close_path (cr);
    break;
  case 'O':
    add_ellipse (cr, n, 0);
    break;
  case 'E':
    add_ellipse (cr, n, n[4]);
    break;
  case 'B':
    add_round_box (cr, n[0], n[1], n[2], n[3], n[4]);
    break;
  case 'A':
    cairo_arc (cr, n[0], n[1], n[2], n[3] * G_PI, n[4] * G_PI);
    break;
  case 'R':
    cairo_translate (cr, n[0], n[1]);
    cairo_rotate (cr, n[2]);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
add_path (cairo_t *cr, const char *path)
{
  while (*path != '\0') {
    char letter = *path++;
    double numbers[6] = { 0 };
    guint n_numbers = 0;

    for (char *end = NULL; n_numbers < G_N_ELEMENTS (numbers); path = end) {
      numbers[n_numbers] = g_ascii_strtod (path, &end);
      if (end == path)
        break;
      n_numbers++;
    }
    add_part (cr, letter, numbers);
    path += *path == ' ';
  }
}

static void
draw_shape (cairo_t *cr, const Shape *shape)
{
  cairo_save (cr);
  add_path (cr, shape->path);
  set_color (cr, shape->color, shape->opacity);
  cairo_set_line_width (cr, shape->width);
  if (shape->width > 0)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
  cairo_restore (cr);
}

/**
 * tote_sandbox_drawings_draw:
 * @cr: a canvas of 256 by 256
 * @name: what is to be seen; anything unknown is a bag
 */
void
tote_sandbox_drawings_draw (cairo_t *cr, const char *name)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (drawings) - 1 && !g_str_equal (drawings[i].name, name))
    i++;

  set_color (cr, drawings[i].ground, 100);
  cairo_paint (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (const Shape *shape = drawings[i].shapes; shape->path != NULL; shape++)
    draw_shape (cr, shape);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * tote_sandbox_drawings_write:
 * @surface: (transfer full): what was drawn on
 *
 * Returns: (transfer full): the same as PNG
 */
GBytes *
tote_sandbox_drawings_write (cairo_surface_t *surface)
{
  GByteArray *bytes = g_byte_array_sized_new (16 * 1024);

  cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * tote_sandbox_drawings_keep:
 * @kept: (element-type utf8 GBytes): what is drawn already; owns both
 * @name: what it is kept under
 * @drawing: (transfer full): what was drawn
 *
 * Returns: (transfer none): the drawing
 */
GBytes *
tote_sandbox_drawings_keep (GHashTable *kept, const char *name, GBytes *drawing)
{
  if (g_hash_table_size (kept) >= MAX_KEPT)
    g_hash_table_remove_all (kept);
  g_hash_table_insert (kept, g_strdup (name), drawing);

  return drawing;
}
