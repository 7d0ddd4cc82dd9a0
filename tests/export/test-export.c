/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "../charts/chart-fixtures.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "export/bw-export.h"
#include "export/bw-sheet.h"

static const BwChartText texts[4] = {
  { "Customers moved 3 points to the right since August; 14 fewer are at risk",
    "Customer distribution by success index, 481 of 512 accounts", NULL },
  { "73 accounts are work to keep: two in three pay well and are unhappy",
    "Happiness and profitability, dot area by ARR · 31 without a reading not shown", NULL },
  { "41 accounts carry 40 % of ARR, and need a third more time than we have",
    "Segment tiers, accounts by size against share of ARR, and service capacity", NULL },
  { "Customers handle a case in 6.1 hours, a third less than before go-live",
    "Success metric, median of 214 accounts that measure it · band: middle half", NULL },
};

static const BwPaperFigure figures[] = {
  { "ARR", "€18.4 M", "▲ 3.1 % since 21 Aug" }, { "At risk", "61 · €1.9 M", "▼ 14 accounts" },
  { "Work to keep", "73 · €3.6 M", "▼ 6 accounts" }, { "Advocates", "88 · €4.2 M", NULL },
  { "No signal", "31 · €0.6 M", "nothing heard for 90 days" },
};

static BwPaper
portfolio_page (const Fixture *fixture)
{
  BwPaper page = {
    .text = { "Northwind Cloud", "Portfolio on 21 Nov 2026, compared with 21 Aug",
              "Source: company backend, refreshed on 21 Nov 2026 · Bellwether" },
    .n_figures = G_N_ELEMENTS (figures),
    .figures = figures,
    .n_charts = 4,
  };

  for (int i = 0; i < 4; i++)
    {
      page.charts[i] = fixture->charts[i];
      page.chart_texts[i] = texts[i];
    }
  return page;
}

static char *
out_path (const char *name)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "export", "pictures", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  return g_build_filename (folder, name, NULL);
}

/* Runs a program on a file and returns what it prints. */
static char *
output_of (const char *program, const char *path, const char *argument)
{
  const char *const arguments[] = { program, path, argument, NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return output;
}

/* Every format of one chart and of the four: they are what they say, hold the sentences as text
 * where the format has text, and the picture is not blank. */
static void
test_formats (void)
{
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_NORMAL);
  static const char *const endings[] = { "pdf", "png", "svg" };
  static const char *const words[] = { "moved", "unhappy", "carry", "handle", "Northwind" };

  for (int k = 0; k < 5; k++)
    {
      for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
        {
          g_autofree char *name = g_strdup_printf (
            "%s.%s", k < 4 ? fixture_chart_names[k] : "portfolio", endings[e]);
          g_autofree char *path = out_path (name);
          g_autofree char *contents = NULL;
          g_autoptr (GError) error = NULL;
          BwChartStyle style;
          BwPaper page;
          gsize length;

          bw_chart_style_init (&style);
          style.currency = "EUR";
          if (k < 4)
            bw_paper_init_chart (&page, fixture->charts[k], &texts[k]);
          else
            page = portfolio_page (fixture);
          bw_export_style_for_page (&style, &page, 842, 595);
          g_assert_true (bw_export_page (&page, &style, 842, 595, path, &error));
          g_assert_no_error (error);
          g_assert_true (g_file_get_contents (path, &contents, &length, &error));

          if (e == 0)
            {
              g_autofree char *text = output_of ("pdftotext", path, "-");
              g_autofree char *info = output_of ("pdfinfo", path, NULL);

              g_assert_true (g_str_has_prefix (contents, "%PDF"));
              g_assert_nonnull (strstr (text, words[k]));
              g_assert_nonnull (strstr (info, "Pages:           1"));
              g_assert_nonnull (strstr (info, "Title:"));
            }
          else if (e == 1)
            {
              cairo_surface_t *image = cairo_image_surface_create_from_png (path);

              g_assert_cmpint (cairo_image_surface_get_width (image), ==, 1684);
              g_assert_cmpint (cairo_image_surface_get_height (image), ==, 1190);
              cairo_surface_destroy (image);
            }
          else
            {
              static const GMarkupParser nothing = { 0 };
              g_autoptr (GMarkupParseContext) parser = g_markup_parse_context_new (
                &nothing, G_MARKUP_DEFAULT_FLAGS, NULL, NULL);

              g_assert_true (g_markup_parse_context_parse (parser, contents, length, &error));
              g_assert_true (g_markup_parse_context_end_parse (parser, &error));
              g_assert_nonnull (strstr (contents, "width=\"842"));
            }
        }
    }
}

/* All companies and looks draw without a warning, and the sentence of an RTL page stands on the
 * right. */
static void
test_pages (void)
{
  for (FixtureKind kind = 0; kind < N_FIXTURES; kind++)
    {
      g_autoptr (Fixture) fixture = fixture_new (kind);
      BwPaper page = portfolio_page (fixture);

      for (int look = 0; look < 4; look++)
        {
          g_autofree char *name = g_strdup_printf ("portfolio-%s-%d.png", fixture_names[kind],
                                                   look);
          g_autofree char *path = out_path (name);
          g_autoptr (GError) error = NULL;
          BwChartStyle style;

          bw_chart_style_init (&style);
          style.dark = look == 1;
          style.high_contrast = look == 2;
          style.rtl = look == 3;
          style.currency = "USD";
          bw_export_style_for_page (&style, &page, 1280, 900);
          style.scale = 1;
          g_assert_true (bw_export_page (&page, &style, 1280, 900, path, &error));
          g_assert_no_error (error);
        }
    }
}

/* However narrow the sheet, no number is cut: each is found whole in the text of the file. */
static void
test_key_figures (void)
{
  static const struct {
    double width;
    double height;
  } sheets[] = { { 842, 595 }, { 595, 842 }, { 300, 900 } };
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_ONE);
  BwPaper page = portfolio_page (fixture);
  BwPaperFigure many[9];

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    many[i] = (BwPaperFigure) { "Net retention, point to point", "102 · €3.25 M",
                                "3 accounts fewer since 21 Aug" };
  page.figures = many;
  page.n_figures = G_N_ELEMENTS (many);
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *path = out_path ("figures.pdf");
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      BwChartStyle style;
      guint found = 0;

      bw_chart_style_init (&style);
      bw_export_style_for_page (&style, &page, sheets[i].width, sheets[i].height);
      g_assert_true (bw_export_page (&page, &style, sheets[i].width, sheets[i].height, path,
                                     &error));
      g_assert_no_error (error);
      text = output_of ("pdftotext", path, "-");
      for (const char *p = text; (p = strstr (p, "3.25 M")) != NULL; p++)
        found++;
      g_assert_cmpuint (found, ==, G_N_ELEMENTS (many));
    }
}

/* The same page twice gives the same picture. */
static void
test_same (void)
{
  g_autoptr (Fixture) fixture = fixture_new (FIXTURE_NORMAL);
  BwPaper page = portfolio_page (fixture);
  g_autoptr (GBytes) a = NULL;
  g_autoptr (GBytes) b = NULL;
  BwChartStyle style;

  bw_chart_style_init (&style);
  bw_export_style_for_page (&style, &page, 842, 595);
  a = bw_export_page_render (&page, &style, BW_EXPORT_PNG, 842, 595, NULL);
  b = bw_export_page_render (&page, &style, BW_EXPORT_PNG, 842, 595, NULL);
  g_assert_true (g_bytes_equal (a, b));
}

static void
test_names (void)
{
  static const char *const no_sizes[] = { "",       "x",          "1280",    "1280x",    "0x10",
                                          "-5x500", "1280x720x3", "1e9x1e9", "99999x400" };
  BwExportFormat format;
  g_autoptr (GError) error = NULL;
  double width, height;

  g_assert_true (bw_export_format_from_path ("a/b.c/Report.PDF", &format, NULL));
  g_assert_cmpint (format, ==, BW_EXPORT_PDF);
  g_assert_true (bw_export_format_from_path ("x.svg", &format, NULL));
  g_assert_cmpint (format, ==, BW_EXPORT_SVG);
  g_assert_false (bw_export_format_from_path ("report.doc", &format, &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "report.doc"));

  g_assert_true (bw_export_size_parse ("1280x720", &width, &height));
  g_assert_cmpfloat (width, ==, 1280);
  g_assert_cmpfloat (height, ==, 720);
  for (guint i = 0; i < G_N_ELEMENTS (no_sizes); i++)
    g_assert_false (bw_export_size_parse (no_sizes[i], &width, &height));
}

/* What spreadsheets run (OWASP, "CSV Injection"), and what RFC 4180 quotes. */
static void
test_csv_text (void)
{
  static const struct {
    const char *text;
    const char *written;
  } cells[] = {
    { "", "" },
    { "Aurelia Logistics", "Aurelia Logistics" },
    { "=1+1", "'=1+1" },
    { "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0" },
    { "+SUM(A1)", "'+SUM(A1)" },
    { "-2+3", "'-2+3" },
    { "@A1", "'@A1" },
    { "\t=1", "\"'\t=1\"" },
    { "\r=1", "\"'\r=1\"" },
    { "=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"" },
    { "-12.5", "-12.5" },
    { "+49", "+49" },
    { "-", "'-" },
    { "a,b", "\"a,b\"" },
    { "a;b", "\"a;b\"" },
    { "say \"hi\"", "\"say \"\"hi\"\"\"" },
    { "two\nlines", "\"two\nlines\"" },
    { "Grünwald = AG", "Grünwald = AG" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (GString) csv = g_string_new (NULL);

      bw_csv_append_text (csv, cells[i].text);
      g_assert_cmpstr (csv->str, ==, cells[i].written);
    }
}

static BwCell
table_cell (gsize row, guint column, gpointer user_data)
{
  gboolean is_first = row == 0;

  switch (column)
    {
    case 0:
      return bw_cell_text (is_first ? "=Acme, Inc" : NULL);
    case 1:
      return bw_cell_money (is_first ? -1234567 : BW_MONEY_NONE);
    case 2:
      return bw_cell_number (is_first ? -0.25 : NAN);
    case 3:
      return bw_cell_share (is_first ? 0.1 : INFINITY);
    default:
      return bw_cell_date (is_first ? bw_date_from_civil (2026, 11, 21) : BW_DATE_NONE);
    }
}

static const char *const table_titles[] = { "Account", "ARR", "Happiness", "Margin", "Renewal" };

static const BwSheet table = { .currency = "EUR", .n_columns = 5, .titles = table_titles,
                               .n_rows = 2, .cell = table_cell };

static void
test_csv_table (void)
{
  g_autoptr (GString) csv = bw_sheet_to_csv (&table);
  BwSheet yen = table;
  g_autoptr (GString) other = NULL;

  g_assert_cmpstr (csv->str, ==,
                   "Account,ARR,Happiness,Margin,Renewal\r\n"
                   "\"'=Acme, Inc\",-12345.67,-0.25,0.1,2026-11-21\r\n"
                   ",,,,\r\n");
  yen.currency = "JPY";
  yen.n_rows = 1;
  other = bw_sheet_to_csv (&yen);
  g_assert_nonnull (strstr (other->str, ",-1234567,"));
}

static void
test_spreadsheet (void)
{
  g_autofree char *path = out_path ("table.xlsx");
  g_autoptr (GError) error = NULL;
  g_autofree char *strings = NULL, *sheet = NULL;

  g_assert_true (bw_sheet_write (&table, path, &error));
  g_assert_no_error (error);
  {
    const char *const arguments[] = { "unzip", "-p", path, "xl/sharedStrings.xml", NULL };

    g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                                 &strings, NULL, NULL, &error));
  }
  {
    const char *const arguments[] = { "unzip", "-p", path, "xl/worksheets/sheet1.xml", NULL };

    g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                                 &sheet, NULL, NULL, &error));
  }
  /* The text is a string as it stands, and nothing is a formula. */
  g_assert_nonnull (strstr (strings, "=Acme, Inc"));
  g_assert_null (strstr (sheet, "<f>"));
  g_assert_nonnull (strstr (sheet, "<v>-12345.67</v>"));
  /* 2026-11-21 is day 46347 of a spreadsheet that counts from 1899-12-30. */
  g_assert_nonnull (strstr (sheet, "<v>46347</v>"));
}

static void
test_errors (void)
{
  g_autofree char *path = out_path ("kept.csv");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *large = g_strnfill (200000, 'x');
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit before, limit;
  guint n_files = 0;

  g_assert_false (bw_export_file_write ("/no/such/folder/x.pdf", "x", 1, &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_NO_FOLDER);
  g_assert_nonnull (strstr (error->message, "/no/such/folder/x.pdf"));
  g_clear_error (&error);

  g_assert_false (bw_export_file_write (folder, "x", 1, &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_IO);
  g_clear_error (&error);

  g_assert_false (bw_export_file_write ("/dev/full", large, 200000, &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FULL);
  g_clear_error (&error);

  g_assert_false (bw_sheet_write (&table, "x.ods", &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FORMAT);
  g_clear_error (&error);

  g_assert_false (bw_sheet_write (&table, "/no/such/folder/x.xlsx", &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_NO_FOLDER);
  g_clear_error (&error);

  /* A file that may not grow further is as good as a full disk: what was there stays, and
   * nothing half-made is left beside it. */
  g_assert_true (bw_export_file_write (path, "old", 3, &error));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (bw_export_file_write (path, large, 200000, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FULL);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");
  {
    g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name (dir)) != NULL)
      n_files += g_str_has_prefix (name, "kept.csv");
  }
  g_assert_cmpuint (n_files, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/formats", test_formats);
  g_test_add_func ("/export/pages", test_pages);
  g_test_add_func ("/export/key-figures", test_key_figures);
  g_test_add_func ("/export/same", test_same);
  g_test_add_func ("/export/names", test_names);
  g_test_add_func ("/export/csv-text", test_csv_text);
  g_test_add_func ("/export/csv-table", test_csv_table);
  g_test_add_func ("/export/spreadsheet", test_spreadsheet);
  g_test_add_func ("/export/errors", test_errors);
  return g_test_run ();
}
