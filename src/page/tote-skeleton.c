/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-skeleton.h"

#include "tote-text-scale.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _ToteSkeleton {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *clamp;
};

G_DEFINE_FINAL_TYPE (ToteSkeleton, tote_skeleton, GTK_TYPE_WIDGET)

static void
tote_skeleton_dispose (GObject *object)
{
  g_clear_pointer (&TOTE_SKELETON (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_skeleton_parent_class)->dispose (object);
}

static void
tote_skeleton_class_init (ToteSkeletonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tote_skeleton_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-skeleton.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteSkeleton, box);
  gtk_widget_class_bind_template_child (widget_class, ToteSkeleton, clamp);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "skeleton");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tote_skeleton_init (ToteSkeleton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_text_scale_bind_column (self->clamp);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Loading your order"), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);
}
