/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-chat-text.h"

#include "tote-text.h"

#include <pango/pango.h>
#include <string.h>

typedef struct {
  const char *body;
  const char *markup;
} Case;

static const Case links[] = {
  { "https://example.com", "<a href=\"https://example.com\">https://example.com</a>" },
  { "HTTP://Example.com/a", "<a href=\"HTTP://Example.com/a\">HTTP://Example.com/a</a>" },
  { "See https://example.com/a?b=1&c=2.",
    "See <a href=\"https://example.com/a?b=1&amp;c=2\">https://example.com/a?b=1&amp;c=2</a>." },
  { "(http://a.example:8080/x)",
    "(<a href=\"http://a.example:8080/x\">http://a.example:8080/x</a>)" },
  { "https://a.example/Plum_(fruit)",
    "<a href=\"https://a.example/Plum_(fruit)\">https://a.example/Plum_(fruit)</a>" },
  { "“https://a.example”, ja", "“<a href=\"https://a.example\">https://a.example</a>”, ja" },
  { "http://a.example http://b.example", "<a href=\"http://a.example\">http://a.example</a> "
                                         "<a href=\"http://b.example\">http://b.example</a>" },
  { "https://a.example… or", "<a href=\"https://a.example\">https://a.example</a>… or" },
  { "https://a.example/b—or", "<a href=\"https://a.example/b\">https://a.example/b</a>—or" },
  { "请看https://a.example/b。谢谢",
    "请看<a href=\"https://a.example/b\">https://a.example/b</a>。谢谢" },
  { "ここhttps://a.example！", "ここ<a href=\"https://a.example\">https://a.example</a>！" },
  { "（https://a.example.）", "（<a href=\"https://a.example\">https://a.example</a>.）" },
};

/* Each of them is shown as it stands, and leads nowhere. */
static const char *const bad_twins[] = {
  "javascript:alert(1)",
  "javascript:https://example.com",
  "data:text/html,hello",
  "file:///etc/passwd",
  "ftp://example.com",
  "tel:+15550100",
  "mailto:a@example.com",
  "www.example.com",
  "xhttps://example.com",
  "http://",
  "https:///path",
  "https://.",
  "https://bank.example@evil.example/",
  "https://bank.example:80@evil.example/",
  "https://bank.example\\@evil.example",
  "https://bank%2eexample/",
  "https://b\xd0\xb0nk.example/", /* a Cyrillic letter in the name */
  "https://example.com/\xe2\x80\x8fhidden",
  "https://example.com:port/",
  "https://exa|mple.com",
};

static void
assert_shows (const char *markup, const char *text)
{
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;

  pango_parse_markup (markup, -1, 0, NULL, &shown, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (shown, ==, text);
}

/* Links are GtkLabel's own, so what Pango reads is the markup without them. */
static char *
strip_links (const char *markup)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("<a href=\"[^\"<>]*\" title=\"[^\"<>]*\">|</a>", 0, 0, NULL);

  return g_regex_replace_literal (regex, markup, -1, 0, "", 0, NULL);
}

/* What a pointer over them says is another test’s. */
static char *
strip_titles (const char *markup)
{
  g_autoptr (GRegex) regex = g_regex_new (" title=\"[^\"]*\"", 0, 0, NULL);

  return g_regex_replace_literal (regex, markup, -1, 0, "", 0, NULL);
}

static void
test_links (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++) {
    g_autofree char *markup = tote_chat_text_to_markup (links[i].body);
    g_autofree char *plain = strip_links (markup);

    g_autofree char *untitled = strip_titles (markup);

    g_assert_cmpstr (untitled, ==, links[i].markup);
    assert_shows (plain, links[i].body);
  }
}

/* Where a link leads is said before it is opened. */
static void
test_target (void)
{
  g_autofree char *one = tote_chat_text_to_markup ("https://A.example:8080/b?c=https://d.example");
  g_autofree char *two = tote_chat_text_to_markup ("http://127.0.0.1/");

  g_assert_nonnull (strstr (one, " title=\"Opens A.example\">"));
  g_assert_nonnull (strstr (two, " title=\"Opens 127.0.0.1\">"));
}

static void
test_no_links (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_twins); i++) {
    g_autofree char *markup = tote_chat_text_to_markup (bad_twins[i]);

    g_test_message ("%s", bad_twins[i]);
    g_assert_null (strstr (markup, "<a"));
    g_assert_false (tote_chat_text_is_link (bad_twins[i]));
    assert_shows (markup, bad_twins[i]);
  }
  g_assert_false (tote_chat_text_is_link (NULL));
  g_assert_false (tote_chat_text_is_link ("https://example.com and more"));
}

static void
test_injection (void)
{
  const char *const bodies[] = {
    "<a href=\"https://evil.example\">https://bank.example</a>",
    "</span><b>loud</b> & <!-- -->",
    "https://a.example/\"><b>x</b>",
    "https://a.example/'onclick='x",
    "<span size=\"99999\">&#x41;&amp;",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autofree char *markup = tote_chat_text_to_markup (bodies[i]);
    g_autofree char *plain = strip_links (markup);

    assert_shows (plain, bodies[i]);
    g_assert_null (strstr (markup, "<b"));
    g_assert_null (strstr (markup, "<span"));
  }
}

static void
test_unclean (void)
{
  g_autofree char *control = tote_chat_text_to_markup ("a\x01"
                                                       "b\x7f");
  g_autofree char *override = tote_chat_text_to_markup ("\xe2\x80\xae"
                                                        "moc.live//:sptth");
  g_autofree char *broken = tote_chat_text_to_markup ("caf\xe9");
  g_autofree char *nothing = tote_chat_text_to_markup (NULL);

  assert_shows (control, "ab");
  assert_shows (override, "moc.live//:sptth");
  g_assert_true (g_utf8_validate (broken, -1, NULL));
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_counted (void)
{
  g_autoptr (GString) draft = g_string_new (NULL);

  g_assert_cmpint (tote_chat_text_left (""), ==, TOTE_MESSAGE_MAX);
  g_assert_cmpint (tote_chat_text_left ("  \n "), ==, TOTE_MESSAGE_MAX);
  g_assert_cmpint (tote_chat_text_left (" ab "), ==, TOTE_MESSAGE_MAX - 2);
  g_assert_cmpint (tote_chat_text_left ("\xf0\x9f\x91\x8d"), ==, TOTE_MESSAGE_MAX - 1);
  /* A person sees one sign, the server counts two scalar values. */
  g_assert_cmpint (tote_chat_text_left ("e\xcc\x81"), ==, TOTE_MESSAGE_MAX - 2);

  for (int i = 0; i < TOTE_MESSAGE_MAX; i++)
    g_string_append (draft, "ü");
  g_assert_cmpint (tote_chat_text_left (draft->str), ==, 0);
  g_string_append (draft, "ü");
  g_assert_cmpint (tote_chat_text_left (draft->str), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chat/text/links", test_links);
  g_test_add_func ("/chat/text/target", test_target);
  g_test_add_func ("/chat/text/no-links", test_no_links);
  g_test_add_func ("/chat/text/injection", test_injection);
  g_test_add_func ("/chat/text/unclean", test_unclean);
  g_test_add_func ("/chat/text/counted", test_counted);

  return g_test_run ();
}
