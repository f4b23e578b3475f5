/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-main-menu.h"

#include "tote-access.h"

struct _ToteMainMenu {
  GtkWidget parent_instance;

  GtkWidget *button;
  GMenuModel *menu; /* what is the same everywhere */

  GMenuModel *section; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteMainMenu, tote_main_menu, GTK_TYPE_WIDGET)

typedef enum {
  PROP_SECTION = 1,
} ToteMainMenuProperty;

static GParamSpec *props[PROP_SECTION + 1];

static void
append_sections (GMenu *menu, GMenuModel *sections)
{
  for (int i = 0; i < g_menu_model_get_n_items (sections); i++) {
    g_autoptr (GMenuItem) item = g_menu_item_new_from_model (sections, i);

    g_menu_append_item (menu, item);
  }
}

/* The name is said once: its pages, which GTK 4.8 names after their class, have none. */
static void
name_menu (GtkWidget *popover, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  tote_access_name_pages (popover, "");
  tote_access_name_menu (popover);
}

/* Built when it is opened first: to do so costs as much as a tenth of the page. */
static void
build (GtkMenuButton *button, gpointer user_data)
{
  ToteMainMenu *self = user_data;
  g_autoptr (GMenu) whole = g_menu_new ();

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;

  if (self->section != NULL)
    append_sections (whole, self->section);
  append_sections (whole, self->menu);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (whole));
  name_menu (GTK_WIDGET (gtk_menu_button_get_popover (button)),
             gtk_widget_get_tooltip_text (self->button));
}

static void
tote_main_menu_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteMainMenuProperty) id) {
  case PROP_SECTION:
    g_value_set_object (value, TOTE_MAIN_MENU (object)->section);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_main_menu_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteMainMenu *self = TOTE_MAIN_MENU (object);

  switch ((ToteMainMenuProperty) id) {
  case PROP_SECTION:
    self->section = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_main_menu_dispose (GObject *object)
{
  ToteMainMenu *self = TOTE_MAIN_MENU (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->section);

  G_OBJECT_CLASS (tote_main_menu_parent_class)->dispose (object);
}

static void
tote_main_menu_class_init (ToteMainMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_main_menu_get_property;
  object_class->set_property = tote_main_menu_set_property;
  object_class->dispose = tote_main_menu_dispose;

  props[PROP_SECTION] =
      g_param_spec_object ("section", NULL, NULL, G_TYPE_MENU_MODEL,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-main-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteMainMenu, button);
  gtk_widget_class_bind_template_child (widget_class, ToteMainMenu, menu);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tote_main_menu_init (ToteMainMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), build, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP,
                                  TRUE, -1);
}
