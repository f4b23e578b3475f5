/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-delegate-form.h"

#include "tote-access.h"
#include "tote-closures.h"
#include "tote-property.h"
#include "tote-wish-status.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The shortest numbers in use have seven digits without an area, the longest fifteen (E.164). */
#define DIGITS_MIN 7
#define DIGITS_MAX 15

struct _ToteDelegateForm {
  AdwExpanderRow parent_instance;

  GtkEditable *name_row;
  GtkEditable *phone_row;
  GtkWidget *problem;
  GtkWidget *consequence;
  GtkWidget *send;
  ToteWishWatch *form;

  gboolean delegated;
};

G_DEFINE_FINAL_TYPE (ToteDelegateForm, tote_delegate_form, ADW_TYPE_EXPANDER_ROW)

typedef enum {
  PROP_DELEGATED = 1,
} ToteDelegateFormProperty;

static GParamSpec *props[PROP_DELEGATED + 1];

/* A name is shown only once the store has it. Set from here: with GTK 4.8 a template that binds its
 * own property to itself warns when it goes. */
static void
show_summary (ToteDelegateForm *self, const char *name)
{
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 name != NULL ? name : _ ("A friend or neighbor, for example"));
}

static void
set_delegated (ToteDelegateForm *self, gboolean delegated)
{
  tote_property_set_flag (self, &self->delegated, delegated, props[PROP_DELEGATED]);
}

static char *
dup_stripped (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

/* Digits, a plus in front, and what people put between them. */
static gboolean
is_phone_number (const char *text)
{
  guint n_digits = 0;

  for (const char *c = text; *c != '\0'; c++) {
    if (g_ascii_isdigit (*c))
      n_digits++;
    else if (strchr (" -.()/", *c) == NULL && (*c != '+' || c != text))
      return FALSE;
  }
  return n_digits >= DIGITS_MIN && n_digits <= DIGITS_MAX;
}

/* The field says what is wrong with it. */
static void
point_out (ToteDelegateForm *self, GtkEditable *wrong, const char *problem)
{
  GtkEditable *right = wrong == self->name_row ? self->phone_row : self->name_row;

  tote_access_describe (GTK_WIDGET (gtk_editable_get_delegate (right)), NULL);
  tote_access_describe (GTK_WIDGET (gtk_editable_get_delegate (wrong)), self->problem);
  tote_wish_watch_set_problem (self->form, problem);
  tote_access_point_out (GTK_WIDGET (wrong), problem);
}

static gboolean
check (ToteDelegateForm *self, const char *name, const char *phone)
{
  if (*name == '\0') {
    point_out (self, self->name_row, _ ("Say who collects the order."));
    return FALSE;
  }
  if (!is_phone_number (phone)) {
    point_out (self, self->phone_row,
               *phone == '\0' ? _ ("Give their phone number, so that the store can call.")
                              : _ ("This does not look like a phone number."));
    return FALSE;
  }
  return TRUE;
}

static void
on_send (ToteDelegateForm *self)
{
  g_autofree char *name = dup_stripped (self->name_row);
  g_autofree char *phone = dup_stripped (self->phone_row);
  g_autoptr (ToteWish) wish = NULL;

  if (!tote_closures_is_free (self, tote_wish_watch_get_send_state (self->form)) ||
      !check (self, name, phone))
    return;

  /* The fields are locked until the store has it; what becomes of it is heard from here. */
  gtk_widget_grab_focus (self->send);
  wish = tote_wish_new_delegate (name, phone);
  tote_tracker_wish (tote_wish_watch_get_tracker (self->form), wish);
}

static void
fill (ToteDelegateForm *self, ToteWish *wish)
{
  gtk_editable_set_text (self->name_row, wish != NULL ? tote_wish_get_name (wish) : "");
  gtk_editable_set_text (self->phone_row, wish != NULL ? tote_wish_get_phone_number (wish) : "");
}

static void
on_send_state (ToteDelegateForm *self)
{
  ToteOutboxEntry *entry = tote_wish_watch_get_entry (self->form);
  gboolean sent = tote_wish_watch_get_send_state (self->form) == TOTE_SEND_STATE_SENT;

  set_delegated (self, sent);
  show_summary (self, sent ? tote_wish_get_name (tote_outbox_entry_get_wish (entry)) : NULL);
}

static void
tote_delegate_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteDelegateFormProperty) id) {
  case PROP_DELEGATED:
    g_value_set_boolean (value, TOTE_DELEGATE_FORM (object)->delegated);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-delegate-form.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteDelegateForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, ToteDelegateForm, phone_row);
  gtk_widget_class_bind_template_child (widget_class, ToteDelegateForm, problem);
  gtk_widget_class_bind_template_child (widget_class, ToteDelegateForm, consequence);
  gtk_widget_class_bind_template_child (widget_class, ToteDelegateForm, send);
  gtk_widget_class_bind_template_child_internal (widget_class, ToteDelegateForm, form);
  gtk_widget_class_bind_template_callback (widget_class, tote_wish_watch_edit);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, on_send_state);
}

static void
tote_delegate_form_class_init (ToteDelegateFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tote_delegate_form_get_property;

  props[PROP_DELEGATED] = g_param_spec_boolean ("delegated", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_WISH_STATUS);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
tote_delegate_form_init (ToteDelegateForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_access_name_entry (GTK_WIDGET (self->name_row));
  tote_access_name_entry (GTK_WIDGET (self->phone_row));
  tote_access_name_expander (GTK_WIDGET (self));
  tote_access_describe (self->send, self->consequence);
  show_summary (self, NULL);
}
