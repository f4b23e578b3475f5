/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-still-life.h"

static void
fill (cairo_t *cr, guint color)
{
  tote_sandbox_still_life_set_color (cr, color);
  cairo_fill (cr);
}

static void
line (cairo_t *cr, guint color, double width)
{
  tote_sandbox_still_life_set_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static void
add_ellipse (cairo_t *cr, double x, double y, double rx, double ry, double turn)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, turn);
  cairo_scale (cr, rx, ry);
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

/* Everything stands on something. */
static void
draw_shadow (cairo_t *cr, double x, double y, double rx)
{
  add_ellipse (cr, x, y, rx, 9, 0);
  cairo_set_source_rgba (cr, 0.2, 0.15, 0.1, 0.12);
  cairo_fill (cr);
}

void
tote_sandbox_still_life_banana (cairo_t *cr)
{
  static const struct {
    double dx, dy;
    guint body, edge;
  } bananas[] = { { 14, -16, 0xe9bb22, 0xc99a12 }, { 0, 0, 0xf7d13d, 0xdcae1f } };

  draw_shadow (cr, 130, 208, 84);
  for (int i = 0; i < 2; i++) {
    cairo_save (cr);
    cairo_translate (cr, bananas[i].dx, bananas[i].dy);
    cairo_move_to (cr, 70, 62);
    cairo_curve_to (cr, 64, 130, 104, 196, 190, 190);
    cairo_curve_to (cr, 202, 189, 208, 180, 202, 172);
    cairo_curve_to (cr, 140, 176, 104, 130, 94, 58);
    cairo_close_path (cr);
    fill (cr, bananas[i].body);
    cairo_move_to (cr, 80, 66);
    cairo_curve_to (cr, 82, 132, 124, 186, 198, 182);
    line (cr, bananas[i].edge, 5);
    cairo_move_to (cr, 74, 64);
    cairo_line_to (cr, 80, 40);
    cairo_line_to (cr, 92, 40);
    cairo_line_to (cr, 92, 62);
    cairo_close_path (cr);
    fill (cr, 0x8a7a2a);
    add_ellipse (cr, 199, 181, 8, 10, 0.5);
    fill (cr, 0x5d4a25);
    cairo_restore (cr);
  }
}

void
tote_sandbox_still_life_melon (cairo_t *cr)
{
  draw_shadow (cr, 130, 210, 82);
  add_ellipse (cr, 118, 132, 76, 74, 0);
  fill (cr, 0xd9c995);
  for (int i = -3; i <= 3; i++) {
    cairo_move_to (cr, 118, 58);
    cairo_curve_to (cr, 118 + i * 34, 90, 118 + i * 34, 174, 118, 206);
    line (cr, 0xb9b07a, 3);
  }
  /* A slice before it. */
  cairo_move_to (cr, 118, 172);
  cairo_curve_to (cr, 140, 226, 206, 222, 224, 158);
  cairo_curve_to (cr, 200, 176, 150, 182, 118, 172);
  fill (cr, 0x9fb46a);
  cairo_move_to (cr, 124, 172);
  cairo_curve_to (cr, 146, 214, 198, 210, 216, 162);
  cairo_curve_to (cr, 194, 178, 152, 182, 124, 172);
  fill (cr, 0xf6a55c);
  for (int i = 0; i < 5; i++) {
    add_ellipse (cr, 146 + i * 12, 183 - i * 2, 4, 2.4, -0.3);
    fill (cr, 0xfbe3b2);
  }
}

void
tote_sandbox_still_life_milk (cairo_t *cr)
{
  draw_shadow (cr, 130, 222, 62);
  cairo_move_to (cr, 108, 62);
  cairo_curve_to (cr, 108, 86, 78, 92, 78, 124);
  cairo_line_to (cr, 78, 208);
  cairo_curve_to (cr, 78, 220, 84, 222, 92, 222);
  cairo_line_to (cr, 166, 222);
  cairo_curve_to (cr, 176, 222, 180, 218, 180, 208);
  cairo_line_to (cr, 180, 124);
  cairo_curve_to (cr, 180, 92, 150, 86, 150, 62);
  cairo_close_path (cr);
  fill (cr, 0xffffff);
  cairo_move_to (cr, 152, 92);
  cairo_curve_to (cr, 180, 92, 180, 108, 180, 128);
  cairo_line_to (cr, 180, 208);
  cairo_curve_to (cr, 180, 220, 172, 222, 164, 222);
  cairo_line_to (cr, 152, 222);
  cairo_close_path (cr);
  fill (cr, 0xe2e8ee);
  add_round_box (cr, 158, 104, 14, 46, 7);
  fill (cr, 0xcfdbe6);
  add_round_box (cr, 78, 156, 102, 44, 0.1);
  fill (cr, 0x3f86c6);
  add_ellipse (cr, 129, 178, 22, 14, 0);
  fill (cr, 0xffffff);
  add_round_box (cr, 104, 40, 50, 24, 6);
  fill (cr, 0x2f6ba6);
}

void
tote_sandbox_still_life_eggs (cairo_t *cr)
{
  static const guint shells[] = { 0xf3d9bd, 0xe9c6a2, 0xf7e3cd, 0xe6bf98 };

  draw_shadow (cr, 128, 214, 96);
  for (int row = 0; row < 2; row++) {
    for (int i = 0; i < 4 - row % 2; i++) {
      double x = 62 + i * 44 + row % 2 * 22, y = row == 0 ? 124 : 146;

      add_ellipse (cr, x, y, 22, 30, 0);
      fill (cr, shells[(i + row) % 4]);
      add_ellipse (cr, x - 7, y - 11, 6, 9, 0.4);
      cairo_set_source_rgba (cr, 1, 1, 1, 0.45);
      cairo_fill (cr);
    }
  }
  cairo_move_to (cr, 30, 150);
  for (int i = 0; i < 4; i++)
    cairo_curve_to (cr, 38 + i * 49, 172, 66 + i * 49, 172, 79 + i * 49, 150);
  cairo_line_to (cr, 212, 210);
  cairo_line_to (cr, 44, 210);
  cairo_close_path (cr);
  fill (cr, 0xa7b3ae);
  cairo_move_to (cr, 37, 186);
  cairo_line_to (cr, 219, 186);
  line (cr, 0x93a09a, 4);
}

static void
draw_tomato (cairo_t *cr, double x, double y, double radius)
{
  add_ellipse (cr, x, y, radius, radius * 0.92, 0);
  fill (cr, 0xd93a2b);
  add_ellipse (cr, x - radius * 0.36, y - radius * 0.3, radius * 0.24, radius * 0.16, -0.6);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.42);
  cairo_fill (cr);
  for (int i = 0; i < 5; i++) {
    add_ellipse (cr, x + (i - 2) * radius * 0.2, y - radius * 0.78 + (i % 2) * 4, radius * 0.2, 5,
                 (i - 2) * 0.55);
    fill (cr, 0x4d8a3a);
  }
}

void
tote_sandbox_still_life_tomato (cairo_t *cr)
{
  draw_shadow (cr, 130, 206, 90);
  cairo_move_to (cr, 58, 78);
  cairo_curve_to (cr, 100, 66, 170, 66, 206, 92);
  line (cr, 0x5b8f3d, 8);
  draw_tomato (cr, 164, 122, 40);
  draw_tomato (cr, 86, 134, 46);
  draw_tomato (cr, 140, 164, 46);
}

void
tote_sandbox_still_life_coffee (cairo_t *cr)
{
  draw_shadow (cr, 130, 222, 62);
  cairo_move_to (cr, 82, 58);
  cairo_line_to (cr, 176, 58);
  cairo_line_to (cr, 184, 92);
  cairo_line_to (cr, 180, 216);
  cairo_line_to (cr, 78, 216);
  cairo_line_to (cr, 74, 92);
  cairo_close_path (cr);
  fill (cr, 0x5b3b29);
  cairo_move_to (cr, 82, 58);
  cairo_line_to (cr, 176, 58);
  cairo_line_to (cr, 180, 76);
  cairo_line_to (cr, 78, 76);
  cairo_close_path (cr);
  fill (cr, 0x432a1c);
  add_round_box (cr, 92, 108, 74, 76, 8);
  fill (cr, 0xf3e3cb);
  cairo_save (cr);
  cairo_translate (cr, 129, 146);
  cairo_rotate (cr, 0.6);
  add_ellipse (cr, 0, 0, 17, 25, 0);
  fill (cr, 0x6b432b);
  cairo_move_to (cr, 0, -24);
  cairo_curve_to (cr, 12, -8, -12, 8, 0, 24);
  line (cr, 0xf3e3cb, 3);
  cairo_restore (cr);
}

void
tote_sandbox_still_life_bread (cairo_t *cr)
{
  draw_shadow (cr, 130, 200, 94);
  cairo_move_to (cr, 34, 156);
  cairo_curve_to (cr, 30, 92, 92, 74, 130, 74);
  cairo_curve_to (cr, 170, 74, 228, 92, 224, 156);
  cairo_curve_to (cr, 222, 200, 180, 202, 130, 202);
  cairo_curve_to (cr, 78, 202, 36, 200, 34, 156);
  fill (cr, 0xc58443);
  cairo_move_to (cr, 44, 142);
  cairo_curve_to (cr, 52, 98, 98, 84, 130, 84);
  cairo_curve_to (cr, 162, 84, 206, 98, 214, 142);
  cairo_curve_to (cr, 170, 118, 92, 118, 44, 142);
  fill (cr, 0xdca564);
  for (int i = 0; i < 3; i++) {
    cairo_move_to (cr, 82 + i * 42, 96);
    cairo_curve_to (cr, 94 + i * 42, 112, 98 + i * 42, 130, 94 + i * 42, 150);
    line (cr, 0xf4dcb3, 8);
  }
}

void
tote_sandbox_still_life_baguette (cairo_t *cr)
{
  draw_shadow (cr, 136, 200, 92);
  cairo_save (cr);
  cairo_translate (cr, 128, 130);
  cairo_rotate (cr, -0.62);
  add_ellipse (cr, 0, 0, 116, 31, 0);
  fill (cr, 0xc07c38);
  add_ellipse (cr, 0, -6, 108, 22, 0);
  fill (cr, 0xd99b55);
  for (int i = -2; i <= 2; i++) {
    cairo_move_to (cr, i * 38 - 14, 12);
    cairo_curve_to (cr, i * 38 - 8, -2, i * 38 + 4, -14, i * 38 + 18, -18);
    line (cr, 0xf5deb6, 9);
  }
  cairo_restore (cr);
}

void
tote_sandbox_still_life_blueberries (cairo_t *cr)
{
  static const struct {
    double x, y;
  } berries[] = { { 92, 122 },  { 134, 110 }, { 172, 126 }, { 72, 150 },
                  { 112, 146 }, { 152, 146 }, { 188, 154 } };

  draw_shadow (cr, 130, 216, 82);
  for (guint i = 0; i < G_N_ELEMENTS (berries); i++) {
    add_ellipse (cr, berries[i].x, berries[i].y, 25, 24, 0);
    fill (cr, i % 2 == 0 ? 0x42579c : 0x50669f);
    add_ellipse (cr, berries[i].x - 7, berries[i].y - 8, 7, 5, -0.5);
    cairo_set_source_rgba (cr, 1, 1, 1, 0.35);
    cairo_fill (cr);
    add_ellipse (cr, berries[i].x + 4, berries[i].y - 4, 7, 6, 0);
    fill (cr, 0x2c3c73);
  }
  cairo_move_to (cr, 48, 156);
  cairo_line_to (cr, 212, 156);
  cairo_line_to (cr, 196, 214);
  cairo_line_to (cr, 64, 214);
  cairo_close_path (cr);
  fill (cr, 0x6fa06a);
  for (int i = 1; i < 4; i++) {
    cairo_move_to (cr, 48 + i * 41, 162);
    cairo_line_to (cr, 62 + i * 33, 208);
    line (cr, 0x5b8a57, 4);
  }
}

void
tote_sandbox_still_life_bag (cairo_t *cr)
{
  draw_shadow (cr, 130, 220, 66);
  cairo_move_to (cr, 98, 96);
  cairo_curve_to (cr, 98, 44, 160, 44, 160, 96);
  line (cr, 0xa98a63, 8);
  cairo_move_to (cr, 70, 92);
  cairo_line_to (cr, 188, 92);
  cairo_line_to (cr, 180, 218);
  cairo_line_to (cr, 78, 218);
  cairo_close_path (cr);
  fill (cr, 0xd2b288);
  cairo_move_to (cr, 152, 92);
  cairo_line_to (cr, 188, 92);
  cairo_line_to (cr, 180, 218);
  cairo_line_to (cr, 150, 218);
  cairo_close_path (cr);
  fill (cr, 0xc19f73);
  cairo_move_to (cr, 112, 176);
  cairo_curve_to (cr, 84, 140, 116, 122, 142, 128);
  cairo_curve_to (cr, 146, 156, 134, 172, 112, 176);
  fill (cr, 0x5f9a5c);
}

void
tote_sandbox_still_life_shopper (cairo_t *cr)
{
  add_ellipse (cr, 128, 250, 84, 84, 0);
  fill (cr, 0x2f7d58);
  add_round_box (cr, 106, 150, 44, 48, 18);
  fill (cr, 0x9b6a48);
  add_ellipse (cr, 128, 104, 66, 66, 0);
  fill (cr, 0x2b211d);
  add_ellipse (cr, 128, 118, 46, 54, 0);
  fill (cr, 0xb07f5a);
  cairo_move_to (cr, 80, 112);
  cairo_curve_to (cr, 88, 74, 132, 62, 178, 112);
  cairo_curve_to (cr, 172, 54, 92, 44, 80, 112);
  fill (cr, 0x2b211d);
  add_ellipse (cr, 110, 118, 4.5, 5.5, 0);
  add_ellipse (cr, 146, 118, 4.5, 5.5, 0);
  fill (cr, 0x2b211d);
  cairo_arc (cr, 128, 134, 18, 0.25 * G_PI, 0.75 * G_PI);
  line (cr, 0x7a4a35, 5);
}

void
tote_sandbox_still_life_bays (cairo_t *cr)
{
  add_round_box (cr, 0, 0, 256, 84, 0.1);
  fill (cr, 0xcfc6b6);
  for (int i = 0; i < 5; i++)
    add_round_box (cr, 16 + i * 48, 22, 32, 34, 3);
  fill (cr, 0x9fc3d3);
  add_round_box (cr, 0, 100, 256, 156, 0.1);
  fill (cr, 0x6d7278);
  for (int i = 0; i < 4; i++) {
    cairo_move_to (cr, 26 + i * 68, 112);
    cairo_line_to (cr, 26 + i * 68, 232);
  }
  line (cr, 0xf4f4f0, 5);
  add_round_box (cr, 38, 128, 44, 86, 14);
  fill (cr, 0xc4c9cf);
  add_round_box (cr, 44, 146, 32, 20, 5);
  fill (cr, 0x44525e);
  add_ellipse (cr, 196, 60, 26, 26, 0);
  fill (cr, 0x1f7a4d);
  cairo_move_to (cr, 184, 60);
  cairo_line_to (cr, 193, 69);
  cairo_line_to (cr, 209, 51);
  line (cr, 0xffffff, 6);
}

/**
 * tote_sandbox_still_life_set_color:
 * @color: 0xRRGGBB
 */
void
tote_sandbox_still_life_set_color (cairo_t *cr, guint color)
{
  cairo_set_source_rgb (cr, (color >> 16 & 0xff) / 255.0, (color >> 8 & 0xff) / 255.0,
                        (color & 0xff) / 255.0);
}
