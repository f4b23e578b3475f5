/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ToteLineWriter: puts lines on a descriptor, and notices when nobody gets them any more. Nothing
 * is held up by a reader that takes its time: what there is no room for waits.
 *
 * Its signal `failed` comes once, with what is wrong: a #GError of #GFileError, of the code
 * %G_FILE_ERROR_PIPE when the reader is gone, even while there is nothing to write. `written` comes
 * when nothing waits any more.
 */
#define TOTE_TYPE_LINE_WRITER (tote_line_writer_get_type ())
G_DECLARE_FINAL_TYPE (ToteLineWriter, tote_line_writer, TOTE, LINE_WRITER, GObject)

ToteLineWriter *tote_line_writer_new (int fd, const char *charset);
void tote_line_writer_write (ToteLineWriter *self, const char *line);
gboolean tote_line_writer_is_waiting (ToteLineWriter *self);

G_END_DECLS
