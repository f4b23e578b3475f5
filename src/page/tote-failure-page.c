/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-failure-page.h"

#include "tote-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _ToteFailurePage {
  TotePart parent_instance;
};

G_DEFINE_FINAL_TYPE (ToteFailurePage, tote_failure_page, TOTE_TYPE_PART)

static char *
failure_title (ToteFailurePage *self, const GError *failure)
{
  return tote_words_failure_title (failure);
}

static char *
failure_text (ToteFailurePage *self, const GError *failure)
{
  return tote_words_failure (failure);
}

static char *
failure_icon (ToteFailurePage *self, const GError *failure)
{
  return g_strdup (tote_words_failure_icon (failure));
}

static void
tote_failure_page_class_init (ToteFailurePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-failure-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, failure_title);
  gtk_widget_class_bind_template_callback (widget_class, failure_text);
  gtk_widget_class_bind_template_callback (widget_class, failure_icon);
}

static void
tote_failure_page_init (ToteFailurePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
