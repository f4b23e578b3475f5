/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-clock.h"

G_BEGIN_DECLS

/* What happens to an order by itself. */
typedef enum {
  TOTE_SANDBOX_STORY_DELIVERY,
  TOTE_SANDBOX_STORY_PICKUP,
  TOTE_SANDBOX_STORY_LAST_MILE,
  TOTE_SANDBOX_STORY_DISPATCH,
  TOTE_SANDBOX_STORY_NONE,
} ToteSandboxStory;

/* Which of the two vocabularies the server speaks (contract, "Two dialects"). */
typedef enum {
  TOTE_SANDBOX_DIALECT_REFERENCE,
  TOTE_SANDBOX_DIALECT_RENDITION,
} ToteSandboxDialect;

/*
 * How the sandbox is to behave: the command line, parsed. Members may be set freely before the
 * server is made of it; the server takes what it needs and keeps no pointer to it.
 */
typedef struct {
  guint port; /* 0: any free one */
  ToteSandboxStory story;
  double speed;
  guint items;  /* 0: the tutorial's */
  guint orders; /* at least one */
  gboolean endless;
  ToteSandboxDialect dialect;
  char *faults; /* (nullable) */
  gboolean extra_members;
  char *log; /* (nullable): a file's path */
  guint seed;
  ToteSandboxClock *clock; /* (nullable): NULL for one that runs at speed */
} ToteSandboxOptions;

ToteSandboxOptions *tote_sandbox_options_new (void);
ToteSandboxOptions *tote_sandbox_options_parse (int *argc, char ***argv, GError **error);
void tote_sandbox_options_free (ToteSandboxOptions *options);

gboolean tote_sandbox_story_from_name (const char *name, ToteSandboxStory *story);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSandboxOptions, tote_sandbox_options_free)

G_END_DECLS
