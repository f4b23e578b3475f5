/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A screen that is touched and typed at: the least that a window needs of a Wayland compositor, and
 * the hands of who stands before it. Each window has the whole screen and the keyboard, the last
 * one is in front, and nothing is drawn anywhere.
 *
 * Reads lines, and ends with its input. “down N X Y”, “move N X Y” and “up N” are of the finger N.
 * “keys MS CODE …” presses one key after the other, by the codes of X11; “CODE+” only presses and
 * “CODE-” only lets go. Of each is said that it was pressed so many milliseconds after the one
 * before, and they come at once: what is told by the time between two keys is the same on a busy
 * machine. “layout NAME” is what the keyboard writes from then on. “size W H” is another screen, or
 * another way up, and “screen 0” one that cannot be touched; “screen 1” can.
 *
 * Says the name of its socket, then “window” and “popup” for each that comes to the screen.
 */
#define _GNU_SOURCE /* memfd_create () */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <wayland-server.h>
#include <xkbcommon/xkbcommon.h>

#include "xdg-shell-server-protocol.h"

#define FRAME_MS 16
#define EVDEV 8      /* what X11 adds to a code */
#define APART_MS 200 /* between two lines, longer than any scanner leaves */

typedef struct {
  struct wl_list link;          /* of all, the last one first */
  struct wl_resource *surface;  /* wl_surface */
  struct wl_resource *buffer;   /* (nullable): to be let go of with the next commit */
  struct wl_resource *shell;    /* (nullable): xdg_surface */
  struct wl_resource *toplevel; /* (nullable) */
  struct wl_resource *popup;    /* (nullable) */
  struct wl_resource *frame;    /* (nullable): who waits for the next frame */
  int configured;
  int mapped;
} Surface;

static struct wl_display *display;
static int wide = 1280, high = 720;
static struct wl_list surfaces;
static struct wl_list touches;   /* wl_touch of all clients */
static struct wl_list keyboards; /* wl_keyboard of all clients */
static struct wl_list seats;     /* wl_seat of all clients */
static struct wl_client *touched;
static Surface *focused;              /* (nullable): has the keyboard */
static struct wl_event_source *timer; /* of frames */
static struct xkb_context *xkb;
static struct xkb_keymap *keymap;
static struct xkb_state *keys;
static uint32_t told; /* the time of the last event, which is ahead while many keys are told of */

static uint32_t
get_time (void)
{
  struct timespec now;
  uint32_t ms;

  clock_gettime (CLOCK_MONOTONIC, &now);
  ms = (uint32_t) (now.tv_sec * 1000 + now.tv_nsec / 1000000);
  if ((int32_t) (ms - told) > 0)
    told = ms;

  return told;
}

static void
say (const char *word)
{
  puts (word);
  fflush (stdout);
}

static void
destroy (struct wl_client *client, struct wl_resource *resource)
{
  wl_resource_destroy (resource);
}

static struct wl_resource *
add (struct wl_client *client, const struct wl_interface *interface, int version, uint32_t id,
     const void *methods, void *data, wl_resource_destroy_func_t gone)
{
  struct wl_resource *resource = wl_resource_create (client, interface, version, id);

  wl_resource_set_implementation (resource, methods, data, gone);

  return resource;
}

/* What is said and changes nothing here. */
static void
ignore_one (struct wl_client *client, struct wl_resource *resource, uint32_t one)
{
}

static void
ignore_two (struct wl_client *client, struct wl_resource *resource, int32_t one, int32_t two)
{
}

static void
ignore_place (struct wl_client *client, struct wl_resource *resource, int32_t x, int32_t y,
              int32_t width, int32_t height)
{
}

static void
ignore_object (struct wl_client *client, struct wl_resource *resource, struct wl_resource *object)
{
}

static void
ignore_text (struct wl_client *client, struct wl_resource *resource, const char *text)
{
}

static void
ignore_signed (struct wl_client *client, struct wl_resource *resource, int32_t one)
{
}

static void
ignore_nothing (struct wl_client *client, struct wl_resource *resource)
{
}

/* wl_region */
static const struct wl_region_interface region_methods = { destroy, ignore_place, ignore_place };

/* wl_surface */
static void
attach (struct wl_client *client, struct wl_resource *resource, struct wl_resource *buffer,
        int32_t x, int32_t y)
{
  Surface *self = wl_resource_get_user_data (resource);

  self->buffer = buffer;
}

static void
frame_gone (struct wl_resource *resource)
{
  Surface *self = wl_resource_get_user_data (resource);

  if (self->frame == resource)
    self->frame = NULL;
}

static void
ask_for_frame (struct wl_client *client, struct wl_resource *resource, uint32_t id)
{
  Surface *self = wl_resource_get_user_data (resource);

  self->frame = add (client, &wl_callback_interface, 1, id, NULL, self, frame_gone);
}

/* wl_keyboard */
static void
tell_modifiers (struct wl_resource *keyboard)
{
  wl_keyboard_send_modifiers (keyboard, wl_display_next_serial (display),
                              xkb_state_serialize_mods (keys, XKB_STATE_MODS_DEPRESSED),
                              xkb_state_serialize_mods (keys, XKB_STATE_MODS_LATCHED),
                              xkb_state_serialize_mods (keys, XKB_STATE_MODS_LOCKED), 0);
}

static int
has_keyboard (Surface *self, struct wl_resource *keyboard)
{
  return self != NULL &&
         wl_resource_get_client (keyboard) == wl_resource_get_client (self->surface);
}

static void
enter (struct wl_resource *keyboard)
{
  struct wl_array none;

  wl_array_init (&none);
  wl_keyboard_send_enter (keyboard, wl_display_next_serial (display), focused->surface, &none);
  tell_modifiers (keyboard);
}

static Surface *
get_front (void)
{
  Surface *self;

  wl_list_for_each (self, &surfaces, link) if (self->mapped && self->toplevel != NULL) return self;

  return NULL;
}

/* The window in front has the keyboard. */
static void
focus_front (void)
{
  Surface *front = get_front ();
  struct wl_resource *keyboard;

  if (front == focused)
    return;

  wl_resource_for_each (keyboard, &keyboards) if (has_keyboard (focused, keyboard))
      wl_keyboard_send_leave (keyboard, wl_display_next_serial (display), focused->surface);
  focused = front;
  wl_resource_for_each (keyboard, &keyboards) if (has_keyboard (focused, keyboard))
      enter (keyboard);
}

static void
tell_keymap (struct wl_resource *keyboard)
{
  char *text = xkb_keymap_get_as_string (keymap, XKB_KEYMAP_FORMAT_TEXT_V1);
  const size_t size = strlen (text) + 1;
  const int fd = memfd_create ("keymap", MFD_CLOEXEC);

  if (fd >= 0 && write (fd, text, size) == (ssize_t) size)
    wl_keyboard_send_keymap (keyboard, WL_KEYBOARD_KEYMAP_FORMAT_XKB_V1, fd, (uint32_t) size);
  close (fd);
  free (text);
}

static void
set_layout (const char *name)
{
  const struct xkb_rule_names names = { .rules = "evdev", .model = "pc105", .layout = name };
  struct wl_resource *keyboard;

  xkb_state_unref (keys);
  xkb_keymap_unref (keymap);
  keymap = xkb_keymap_new_from_names (xkb, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
  keys = xkb_state_new (keymap);
  wl_resource_for_each (keyboard, &keyboards) tell_keymap (keyboard);
}

static void
send_key (uint32_t code, int down)
{
  const int changed = xkb_state_update_key (keys, code, down ? XKB_KEY_DOWN : XKB_KEY_UP) != 0;
  struct wl_resource *keyboard;

  wl_resource_for_each (keyboard, &keyboards)
  {
    if (!has_keyboard (focused, keyboard))
      continue;

    wl_keyboard_send_key (keyboard, wl_display_next_serial (display), told, code - EVDEV,
                          down ? WL_KEYBOARD_KEY_STATE_PRESSED : WL_KEYBOARD_KEY_STATE_RELEASED);
    if (changed)
      tell_modifiers (keyboard);
  }
}

/* text: “MS CODE …” */
static void
press_keys (char *text)
{
  const uint32_t ms = (uint32_t) strtoul (text, &text, 10);
  uint32_t code;

  told = get_time () + APART_MS;
  for (;;) {
    code = (uint32_t) strtoul (text, &text, 10);
    if (code == 0)
      return;

    if (*text != '-')
      send_key (code, 1);
    if (*text != '+')
      send_key (code, 0);
    if (*text == '-' || *text == '+')
      text++;
    else
      told += ms;
  }
}

static void
configure (Surface *self)
{
  struct wl_array states;
  uint32_t *state;

  wl_array_init (&states);
  for (int i = 0; i < 2; i++) {
    state = wl_array_add (&states, sizeof *state);
    *state = i == 0 ? XDG_TOPLEVEL_STATE_FULLSCREEN : XDG_TOPLEVEL_STATE_ACTIVATED;
  }

  if (self->toplevel != NULL)
    xdg_toplevel_send_configure (self->toplevel, wide, high, &states);
  else
    xdg_popup_send_configure (self->popup, 0, 0, 100, 100);
  xdg_surface_send_configure (self->shell, wl_display_next_serial (display));
  wl_array_release (&states);
  self->configured = 1;
}

static void
commit (struct wl_client *client, struct wl_resource *resource)
{
  Surface *self = wl_resource_get_user_data (resource);

  if (self->shell != NULL && !self->configured)
    configure (self);
  if (self->buffer == NULL)
    return;

  wl_buffer_send_release (self->buffer);
  self->buffer = NULL;
  if (self->mapped || self->shell == NULL)
    return;

  self->mapped = 1;
  wl_list_remove (&self->link);
  wl_list_insert (&surfaces, &self->link);
  say (self->toplevel != NULL ? "window" : "popup");
  focus_front ();
}

static void
surface_gone (struct wl_resource *resource)
{
  Surface *self = wl_resource_get_user_data (resource);

  if (self->frame != NULL)
    wl_resource_destroy (self->frame);
  if (focused == self)
    focused = NULL;
  wl_list_remove (&self->link);
  free (self);
  focus_front ();
}

static const struct wl_surface_interface surface_methods = {
  .destroy = destroy,
  .attach = attach,
  .damage = ignore_place,
  .frame = ask_for_frame,
  .set_opaque_region = ignore_object,
  .set_input_region = ignore_object,
  .commit = commit,
  .set_buffer_transform = ignore_signed,
  .set_buffer_scale = ignore_signed,
  .damage_buffer = ignore_place,
};

/* wl_compositor */
static void
create_surface (struct wl_client *client, struct wl_resource *resource, uint32_t id)
{
  Surface *self = calloc (1, sizeof *self);

  self->surface = add (client, &wl_surface_interface, 4, id, &surface_methods, self, surface_gone);
  wl_list_insert (&surfaces, &self->link);
}

static void
create_region (struct wl_client *client, struct wl_resource *resource, uint32_t id)
{
  add (client, &wl_region_interface, 1, id, &region_methods, NULL, NULL);
}

static const struct wl_compositor_interface compositor_methods = { create_surface, create_region };

/* xdg_shell */
static void
part_gone (struct wl_resource *resource)
{
  Surface *self;

  wl_list_for_each (self, &surfaces, link)
  {
    if (self->shell == resource)
      self->shell = NULL;
    if (self->toplevel == resource)
      self->toplevel = NULL;
    if (self->popup == resource)
      self->popup = NULL;
    if (self->shell == NULL || (self->toplevel == NULL && self->popup == NULL))
      self->mapped = self->configured = 0;
  }
  focus_front ();
}

static void
ignore_move (struct wl_client *client, struct wl_resource *resource, struct wl_resource *seat,
             uint32_t serial)
{
}

static void
ignore_resize (struct wl_client *client, struct wl_resource *resource, struct wl_resource *seat,
               uint32_t serial, uint32_t edges)
{
}

static void
ignore_menu (struct wl_client *client, struct wl_resource *resource, struct wl_resource *seat,
             uint32_t serial, int32_t x, int32_t y)
{
  say ("popup"); /* of the compositor's own */
}

static const struct xdg_toplevel_interface toplevel_methods = {
  destroy,        ignore_object, ignore_text,    ignore_text,    ignore_menu,
  ignore_move,    ignore_resize, ignore_two,     ignore_two,     ignore_nothing,
  ignore_nothing, ignore_object, ignore_nothing, ignore_nothing,
};

static void
get_toplevel (struct wl_client *client, struct wl_resource *resource, uint32_t id)
{
  Surface *self = wl_resource_get_user_data (resource);

  self->toplevel = add (client, &xdg_toplevel_interface, 1, id, &toplevel_methods, NULL, part_gone);
}

static const struct xdg_popup_interface popup_methods = { destroy, ignore_move, NULL };

static void
get_popup (struct wl_client *client, struct wl_resource *resource, uint32_t id,
           struct wl_resource *parent, struct wl_resource *positioner)
{
  Surface *self = wl_resource_get_user_data (resource);

  self->popup = add (client, &xdg_popup_interface, 1, id, &popup_methods, NULL, part_gone);
}

static const struct xdg_surface_interface shell_methods = {
  destroy, get_toplevel, get_popup, ignore_place, ignore_one,
};

static const struct xdg_positioner_interface positioner_methods = {
  .destroy = destroy,
  .set_size = ignore_two,
  .set_anchor_rect = ignore_place,
  .set_anchor = ignore_one,
  .set_gravity = ignore_one,
  .set_constraint_adjustment = ignore_one,
  .set_offset = ignore_two,
};

static void
create_positioner (struct wl_client *client, struct wl_resource *resource, uint32_t id)
{
  add (client, &xdg_positioner_interface, 1, id, &positioner_methods, NULL, NULL);
}

static void
get_xdg_surface (struct wl_client *client, struct wl_resource *resource, uint32_t id,
                 struct wl_resource *surface)
{
  Surface *self = wl_resource_get_user_data (surface);

  self->shell = add (client, &xdg_surface_interface, 1, id, &shell_methods, self, part_gone);
}

static const struct xdg_wm_base_interface base_methods = { destroy, create_positioner,
                                                           get_xdg_surface, ignore_one };

/* wl_data_device_manager: nothing is dragged or copied. */
static const struct wl_data_source_interface source_methods = { ignore_text, destroy, ignore_one };

static void
ignore_drag (struct wl_client *client, struct wl_resource *resource, struct wl_resource *source,
             struct wl_resource *origin, struct wl_resource *icon, uint32_t serial)
{
  say ("drag");
}

static void
ignore_selection (struct wl_client *client, struct wl_resource *resource,
                  struct wl_resource *source, uint32_t serial)
{
}

static const struct wl_data_device_interface device_methods = { ignore_drag, ignore_selection,
                                                                destroy };

static void
create_source (struct wl_client *client, struct wl_resource *resource, uint32_t id)
{
  add (client, &wl_data_source_interface, 3, id, &source_methods, NULL, NULL);
}

static void
get_data_device (struct wl_client *client, struct wl_resource *resource, uint32_t id,
                 struct wl_resource *seat)
{
  add (client, &wl_data_device_interface, 3, id, &device_methods, NULL, NULL);
}

static const struct wl_data_device_manager_interface manager_methods = { create_source,
                                                                         get_data_device };

/* wl_seat */
static const struct wl_touch_interface touch_methods = { destroy };
static const struct wl_keyboard_interface keyboard_methods = { destroy };

static void
device_gone (struct wl_resource *resource)
{
  wl_list_remove (wl_resource_get_link (resource));
}

static void
get_touch (struct wl_client *client, struct wl_resource *resource, uint32_t id)
{
  wl_list_insert (&touches, wl_resource_get_link (add (client, &wl_touch_interface, 5, id,
                                                       &touch_methods, NULL, device_gone)));
}

static void
get_keyboard (struct wl_client *client, struct wl_resource *resource, uint32_t id)
{
  struct wl_resource *keyboard =
      add (client, &wl_keyboard_interface, 5, id, &keyboard_methods, NULL, device_gone);

  wl_list_insert (&keyboards, wl_resource_get_link (keyboard));
  tell_keymap (keyboard);
  wl_keyboard_send_repeat_info (keyboard, 0, 0);
  if (has_keyboard (focused, keyboard))
    enter (keyboard);
}

static const struct wl_seat_interface seat_methods = { ignore_one, get_keyboard, get_touch,
                                                       destroy };

/* What there is. */
static void
bind_compositor (struct wl_client *client, void *data, uint32_t version, uint32_t id)
{
  add (client, &wl_compositor_interface, (int) version, id, &compositor_methods, NULL, NULL);
}

static void
bind_base (struct wl_client *client, void *data, uint32_t version, uint32_t id)
{
  add (client, &xdg_wm_base_interface, (int) version, id, &base_methods, NULL, NULL);
}

static void
bind_manager (struct wl_client *client, void *data, uint32_t version, uint32_t id)
{
  add (client, &wl_data_device_manager_interface, (int) version, id, &manager_methods, NULL, NULL);
}

static void
bind_seat (struct wl_client *client, void *data, uint32_t version, uint32_t id)
{
  struct wl_resource *seat =
      add (client, &wl_seat_interface, (int) version, id, &seat_methods, NULL, device_gone);

  wl_list_insert (&seats, wl_resource_get_link (seat));
  wl_seat_send_name (seat, "hands");
  wl_seat_send_capabilities (seat, WL_SEAT_CAPABILITY_TOUCH | WL_SEAT_CAPABILITY_KEYBOARD);
}

static void
bind_output (struct wl_client *client, void *data, uint32_t version, uint32_t id)
{
  struct wl_resource *output =
      add (client, &wl_output_interface, (int) version, id, NULL, NULL, NULL);

  wl_output_send_geometry (output, 0, 0, 300, 170, WL_OUTPUT_SUBPIXEL_NONE, "none", "none",
                           WL_OUTPUT_TRANSFORM_NORMAL);
  wl_output_send_mode (output, WL_OUTPUT_MODE_CURRENT, wide, high, 60000);
  wl_output_send_scale (output, 1);
  wl_output_send_done (output);
}

static int
on_frame (void *data)
{
  Surface *self, *next;

  wl_list_for_each_safe (self, next, &surfaces, link)
  {
    struct wl_resource *frame = self->frame;

    if (frame == NULL)
      continue;

    wl_callback_send_done (frame, get_time ());
    wl_resource_destroy (frame);
  }
  wl_event_source_timer_update (timer, FRAME_MS);

  return 0;
}

static void
touch (const char *what, int finger, int x, int y)
{
  Surface *front = get_front ();
  struct wl_resource *resource;

  if (front == NULL)
    return;

  if (*what == 'd')
    touched = wl_resource_get_client (front->surface);
  wl_resource_for_each (resource, &touches)
  {
    if (wl_resource_get_client (resource) != touched)
      continue;

    if (*what == 'd')
      wl_touch_send_down (resource, wl_display_next_serial (display), get_time (), front->surface,
                          finger, wl_fixed_from_int (x), wl_fixed_from_int (y));
    else if (*what == 'm')
      wl_touch_send_motion (resource, get_time (), finger, wl_fixed_from_int (x),
                            wl_fixed_from_int (y));
    else
      wl_touch_send_up (resource, wl_display_next_serial (display), get_time (), finger);
    wl_touch_send_frame (resource);
  }
}

static void
set_size (int w, int h)
{
  Surface *self;

  wide = w;
  high = h;
  wl_list_for_each (self, &surfaces, link) if (self->toplevel != NULL) configure (self);
}

static void
set_screen (int touchable)
{
  struct wl_resource *seat;

  wl_resource_for_each (seat, &seats) wl_seat_send_capabilities (
      seat, WL_SEAT_CAPABILITY_KEYBOARD | (touchable ? WL_SEAT_CAPABILITY_TOUCH : 0));
}

static int
on_input (int fd, uint32_t mask, void *data)
{
  char line[4096], what[8];
  int finger, x = 0, y = 0;

  if (fgets (line, sizeof line, stdin) == NULL)
    wl_display_terminate (display);
  else if (strncmp (line, "keys ", 5) == 0)
    press_keys (line + 5);
  else if (strncmp (line, "layout ", 7) == 0)
    set_layout (strtok (line + 7, "\n"));
  else if (sscanf (line, "size %d %d", &x, &y) == 2)
    set_size (x, y);
  else if (sscanf (line, "screen %d", &x) == 1)
    set_screen (x);
  else if (sscanf (line, "%7s %d %d %d", what, &finger, &x, &y) >= 2)
    touch (what, finger, x, y);

  return 0;
}

int
main (void)
{
  struct wl_event_loop *loop;
  struct wl_event_source *input;

  setvbuf (stdin, NULL, _IONBF, 0); /* what is read is no more than what was asked for */
  display = wl_display_create ();
  loop = wl_display_get_event_loop (display);
  wl_list_init (&surfaces);
  wl_list_init (&touches);
  wl_list_init (&keyboards);
  wl_list_init (&seats);
  xkb = xkb_context_new (XKB_CONTEXT_NO_FLAGS);
  set_layout ("us");

  wl_display_init_shm (display);
  wl_global_create (display, &wl_compositor_interface, 4, NULL, bind_compositor);
  wl_global_create (display, &wl_data_device_manager_interface, 3, NULL, bind_manager);
  wl_global_create (display, &wl_output_interface, 2, NULL, bind_output);
  wl_global_create (display, &wl_seat_interface, 5, NULL, bind_seat);
  wl_global_create (display, &xdg_wm_base_interface, 1, NULL, bind_base);
  say (wl_display_add_socket_auto (display));

  timer = wl_event_loop_add_timer (loop, on_frame, NULL);
  wl_event_source_timer_update (timer, FRAME_MS);
  input = wl_event_loop_add_fd (loop, STDIN_FILENO, WL_EVENT_READABLE, on_input, NULL);
  wl_display_run (display);
  wl_event_source_remove (input);
  wl_display_destroy_clients (display);
  wl_display_destroy (display);

  return 0;
}
