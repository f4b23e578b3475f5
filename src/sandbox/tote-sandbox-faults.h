/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-operation.h"

G_BEGIN_DECLS

/* What goes wrong with one answer. */
typedef enum {
  TOTE_SANDBOX_FAULT_NONE,
  TOTE_SANDBOX_FAULT_STATUS,    /* an error instead of the answer */
  TOTE_SANDBOX_FAULT_RESET,     /* the connection breaks */
  TOTE_SANDBOX_FAULT_MALFORMED, /* no JSON */
  TOTE_SANDBOX_FAULT_ARRAY,     /* JSON, but not an object */
  TOTE_SANDBOX_FAULT_TRUNCATE,  /* half of it, then the connection closes */
  TOTE_SANDBOX_FAULT_HUGE,      /* more than anybody should take */
  TOTE_SANDBOX_FAULT_DEEP,      /* nested far too deep */
  TOTE_SANDBOX_FAULT_REDIRECT,  /* to another host */
  TOTE_SANDBOX_FAULT_HTML,      /* a web page, with 200 */
  TOTE_SANDBOX_FAULT_EMPTY,     /* nothing at all, with 200 */
  TOTE_SANDBOX_FAULT_TEXTS,     /* what people wrote is what nobody expects */
  TOTE_SANDBOX_FAULT_WITHOUT,   /* the answer lacks a member */
} ToteSandboxFaultKind;

typedef struct {
  ToteSandboxFaultKind kind;
  gboolean after;     /* what was asked is done first, only the answer is lost */
  guint status;       /* of TOTE_SANDBOX_FAULT_STATUS */
  guint retry_after;  /* seconds; 0: does not say */
  guint delay;        /* milliseconds before anything is answered */
  guint kind_of_text; /* of TOTE_SANDBOX_FAULT_TEXTS */
  const char *member; /* of TOTE_SANDBOX_FAULT_WITHOUT; lives as long as the rules */
} ToteSandboxFault;

#define TOTE_SANDBOX_FAULTS_ERROR (tote_sandbox_faults_error_quark ())
GQuark tote_sandbox_faults_error_quark (void);

/* The rules by which things go wrong, and how often each has been applied. */
typedef struct _ToteSandboxFaults ToteSandboxFaults;

ToteSandboxFaults *tote_sandbox_faults_new (const char *spec, guint seed, GError **error);
void tote_sandbox_faults_free (ToteSandboxFaults *self);

ToteSandboxFault tote_sandbox_faults_decide (ToteSandboxFaults *self,
                                             ToteSandboxOperation operation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSandboxFaults, tote_sandbox_faults_free)

G_END_DECLS
