/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-faults.h"

#include "tote-sandbox-mangling.h"

#include <string.h>

/*
 * TARGET:ACTION[=N][*COUNT][@CHANCE][+SKIP], separated by commas. Rules are tried in the order
 * written; all delays that fit add up, of the rest the first that fits applies.
 */
typedef struct {
  gboolean any;                /* whatever is asked for */
  ToteSandboxOperation target; /* if not */
  ToteSandboxFault fault;
  guint skip;    /* how many more requests to let pass */
  gint64 left;   /* how many more times it applies; -1: always */
  double chance; /* 0 to 1 */
  char *member;  /* (owned) (nullable): which one the answer lacks */
} Rule;

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_free (rule->member);
  g_free (rule);
}

struct _ToteSandboxFaults {
  GPtrArray *rules; /* (owned): Rule */
  GRand *rand;
};

/* clang-format off */
G_DEFINE_QUARK (tote-sandbox-faults-error, tote_sandbox_faults_error)
/* clang-format on */

static const struct {
  const char *name;
  ToteSandboxFaultKind kind;
} kinds[] = {
  { "reset", TOTE_SANDBOX_FAULT_RESET },       { "malformed", TOTE_SANDBOX_FAULT_MALFORMED },
  { "array", TOTE_SANDBOX_FAULT_ARRAY },       { "truncate", TOTE_SANDBOX_FAULT_TRUNCATE },
  { "huge", TOTE_SANDBOX_FAULT_HUGE },         { "deep", TOTE_SANDBOX_FAULT_DEEP },
  { "redirect", TOTE_SANDBOX_FAULT_REDIRECT }, { "html", TOTE_SANDBOX_FAULT_HTML },
  { "empty", TOTE_SANDBOX_FAULT_EMPTY },
};

static gboolean
refuse (GError **error, const char *rule, const char *reason)
{
  g_set_error (error, TOTE_SANDBOX_FAULTS_ERROR, 0, "“%s”: %s", rule, reason);
  return FALSE;
}

/* Cuts off what follows the mark, if it is there, and returns it. */
static char *
cut (char *text, char mark)
{
  char *found = strrchr (text, mark);

  if (found == NULL)
    return NULL;
  *found = '\0';
  return found + 1;
}

static gboolean
read_number (const char *text, guint64 most, guint64 *number)
{
  return text == NULL || g_ascii_string_to_unsigned (text, 10, 0, most, number, NULL);
}

/* The parts after the action: in any order they are written, each at most once. */
static gboolean
read_limits (Rule *rule, char *text)
{
  const char *marks = "*@+";
  guint64 number = 0;

  for (char *found = text + strlen (text); found > text; found--) {
    char *value;

    if (strchr (marks, *found) == NULL || *found == '\0')
      continue;
    value = found + 1;
    if (*found == '@') {
      char *end = NULL;

      rule->chance = g_ascii_strtod (value, &end);
      if (end == value || *end != '\0' || !(rule->chance >= 0 && rule->chance <= 1))
        return FALSE;
    } else {
      if (!read_number (value, G_MAXINT32, &number))
        return FALSE;
      if (*found == '*')
        rule->left = (gint64) number;
      else
        rule->skip = (guint) number;
    }
    *found = '\0';
  }
  return TRUE;
}

static gboolean
read_delay (Rule *rule, const char *value)
{
  char *end = NULL;
  double seconds = value != NULL ? g_ascii_strtod (value, &end) : -1;

  if (value == NULL || end == value || *end != '\0' || !(seconds >= 0 && seconds <= 3600))
    return FALSE;

  rule->fault.delay = (guint) (seconds * 1000);
  return TRUE;
}

static gboolean
read_texts (Rule *rule, const char *value)
{
  guint64 kind = 0;

  if (value == NULL ||
      !g_ascii_string_to_unsigned (value, 10, 1, TOTE_SANDBOX_ODD_TEXTS, &kind, NULL))
    return FALSE;

  rule->fault.kind = TOTE_SANDBOX_FAULT_TEXTS;
  rule->fault.kind_of_text = (guint) kind;
  return TRUE;
}

static gboolean
read_without (Rule *rule, const char *value)
{
  if (value == NULL || *value == '\0')
    return FALSE;

  rule->member = g_strdup (value);
  rule->fault.kind = TOTE_SANDBOX_FAULT_WITHOUT;
  rule->fault.member = rule->member;
  return TRUE;
}

static gboolean
read_status (Rule *rule, const char *action, const char *value)
{
  guint64 status = 0, seconds = 0;

  if (!g_ascii_string_to_unsigned (action, 10, 400, 599, &status, NULL) ||
      !read_number (value, 86400, &seconds))
    return FALSE;

  rule->fault.kind = TOTE_SANDBOX_FAULT_STATUS;
  rule->fault.status = (guint) status;
  rule->fault.retry_after = (guint) seconds;
  return TRUE;
}

static gboolean
read_action (Rule *rule, char *action)
{
  const char *value = cut (action, '=');

  if (g_str_equal (action, "delay"))
    return read_delay (rule, value);
  if (g_str_equal (action, "texts"))
    return read_texts (rule, value);
  if (g_str_equal (action, "without"))
    return read_without (rule, value);

  if (g_str_has_suffix (action, "-after")) {
    action[strlen (action) - strlen ("-after")] = '\0';
    rule->fault.after = TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (action, kinds[i].name)) {
      rule->fault.kind = kinds[i].kind;
      return value == NULL;
    }
  }
  return read_status (rule, action, value);
}

static gboolean
add_rule (ToteSandboxFaults *self, const char *text, GError **error)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *colon = strchr (copy, ':');
  Rule *rule;

  if (colon == NULL)
    return refuse (error, text, "a rule is TARGET:ACTION");

  *colon = '\0';
  rule = g_new0 (Rule, 1);
  g_ptr_array_add (self->rules, rule);
  rule->any = g_str_equal (copy, "*");
  rule->target = tote_sandbox_operation_from_name (copy);
  if (!rule->any && rule->target == TOTE_SANDBOX_OPERATION_UNKNOWN)
    return refuse (error, text, "there is no such target");

  rule->left = -1;
  rule->chance = 1;
  if (!read_limits (rule, colon + 1))
    return refuse (error, text, "what follows the action is not a number");
  if (!read_action (rule, colon + 1))
    return refuse (error, text, "there is no such action");
  return TRUE;
}

static gboolean
applies (ToteSandboxFaults *self, Rule *rule, ToteSandboxOperation operation)
{
  /* The controls stay usable whatever goes wrong, unless they are meant by name. */
  gboolean fits =
      rule->any ? operation != TOTE_SANDBOX_OPERATION_CONTROL : rule->target == operation;

  if (!fits || rule->left == 0)
    return FALSE;
  if (rule->skip > 0) {
    rule->skip--;
    return FALSE;
  }
  if (rule->chance < 1 && g_rand_double (self->rand) >= rule->chance)
    return FALSE;
  if (rule->left > 0)
    rule->left--;
  return TRUE;
}

/**
 * tote_sandbox_faults_new:
 * @spec: (nullable): the rules; %NULL or empty for none
 * @seed: same seed, same chances
 * @error: %TOTE_SANDBOX_FAULTS_ERROR, with the rule and what is wrong with it
 *
 * Returns: (transfer full) (nullable): the rules, read
 */
ToteSandboxFaults *
tote_sandbox_faults_new (const char *spec, guint seed, GError **error)
{
  g_autoptr (ToteSandboxFaults) self = g_new0 (ToteSandboxFaults, 1);
  g_auto (GStrv) rules = g_strsplit (spec != NULL ? spec : "", ",", -1);

  self->rules = g_ptr_array_new_with_free_func (rule_free);
  self->rand = g_rand_new_with_seed (seed);
  for (guint i = 0; rules[i] != NULL; i++) {
    if (*rules[i] != '\0' && !add_rule (self, rules[i], error))
      return NULL; /* NOLINT: g_autoptr frees it */
  }
  return g_steal_pointer (&self);
}

/**
 * tote_sandbox_faults_free:
 * @self: (transfer full): the rules
 */
void
tote_sandbox_faults_free (ToteSandboxFaults *self)
{
  g_ptr_array_unref (self->rules);
  g_rand_free (self->rand);
  g_free (self);
}

/**
 * tote_sandbox_faults_decide:
 * @operation: what is asked for
 *
 * Returns: what goes wrong this time
 */
ToteSandboxFault
tote_sandbox_faults_decide (ToteSandboxFaults *self, ToteSandboxOperation operation)
{
  ToteSandboxFault fault = { .kind = TOTE_SANDBOX_FAULT_NONE };
  guint delay = 0;

  for (guint i = 0; i < self->rules->len; i++) {
    Rule *rule = self->rules->pdata[i];
    gboolean is_delay = rule->fault.kind == TOTE_SANDBOX_FAULT_NONE;

    if ((!is_delay && fault.kind != TOTE_SANDBOX_FAULT_NONE) || !applies (self, rule, operation))
      continue;
    if (is_delay)
      delay += rule->fault.delay;
    else
      fault = rule->fault;
  }
  fault.delay = delay;
  return fault;
}
