/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "deck-fixture.h"
#include "export/bw-deck-export.h"
#include "export/bw-deck-sheets.h"
#include "export/bw-file-name.h"
#include "export/bw-xml.h"
#include "export/bw-zip.h"
#include "scratch-folder.h"

static char *
read_part (const char *path, const char *part)
{
  const char *const arguments[] = { "unzip", "-p", path, part, NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               &output, NULL, NULL, &error));
  return output;
}

static void
test_file_names (void)
{
  static const struct {
    const char *text;
    const char *name;
  } names[] = {
    { "Aurelia Logistics", "Aurelia Logistics" },
    { "  Élan   & Söhne\tGmbH\n", "Élan & Söhne GmbH" },
    { "../../etc/passwd", "etc passwd" },
    { "..", "_" },
    { "", "_" },
    { ".hidden", "hidden" },
    { "a/b\\c:d*e?f\"g<h>i|j", "a b c d e f g h i j" },
    { "Acme Inc.", "Acme Inc" },
    { "CON", "CON_" },
    { "nul", "nul_" },
    { "COM7", "COM7_" },
    { "Console", "Console" },
    { "\x01\x1b", "_" },
    { "漢字 😀", "漢字 😀" },
    /* A mark that turns the direction makes an ending look like another. */
    { "exe.\xe2\x80\xae" "fdp", "exe. fdp" },
    /* Composed: one file, however the letters were typed. */
    { "Zoe\xcc\x88", "Zoë" },
    { "bad \xff byte", "bad \xef\xbf\xbd byte" },
  };
  g_autofree char *letters = g_strnfill (300, 'x');
  g_autofree char *cut = bw_file_name_make (letters, 120);
  g_autofree char *between = bw_file_name_make ("漢漢漢漢", 10);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = bw_file_name_make (names[i].text, 120);

      g_assert_cmpstr (name, ==, names[i].name);
    }
  g_assert_cmpuint (strlen (cut), ==, 120);
  g_assert_cmpstr (between, ==, "漢漢漢");
}

static void
test_xml (void)
{
  g_autofree char *clean = bw_xml_clean ("a\x01" "b\tc\r\nd\xef\xbf\xbf" "e\xff");
  g_autofree char *nothing = bw_xml_clean (NULL);
  g_autoptr (GString) xml = g_string_new ("<x");

  g_assert_cmpstr (clean, ==, "ab\tc\nde\xef\xbf\xbd");
  g_assert_cmpstr (nothing, ==, "");
  bw_xml_append (xml, " y=\"%s\" n=\"%d\"/>", "<&\">", 7);
  g_assert_cmpstr (xml->str, ==, "<x y=\"&lt;&amp;&quot;&gt;\" n=\"7\"/>");
}

/* CRC-32 of "123456789" is the check value of the catalogue of parametrised CRC algorithms. */
static void
test_zip (void)
{
  g_autoptr (GBytes) digits = g_bytes_new_static ("123456789", 9);
  g_autofree char *many = g_strnfill (100000, 'z');
  g_autoptr (GBytes) letters = g_bytes_new_static (many, 100000);
  g_autoptr (BwZipData) a = bw_zip_data_new (digits, TRUE);
  g_autoptr (BwZipData) b = bw_zip_data_new (letters, TRUE);
  g_autoptr (BwZipData) c = bw_zip_data_new (letters, FALSE);
  g_autofree char *folder = scratch_folder_new ();
  g_autofree char *path = g_build_filename (folder, "x.zip", NULL);
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  g_auto (BwZip) zip = { NULL };
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmphex (a->sum, ==, 0xcbf43926);
  g_assert_false (a->is_deflated);
  g_assert_true (b->is_deflated);
  g_assert_cmpuint (g_bytes_get_size (b->packed), <, 1000);
  g_assert_false (c->is_deflated);
  bw_zip_init (&zip);
  bw_zip_add (&zip, "a", a);
  bw_zip_add (&zip, "folder/b", b);
  bw_zip_add (&zip, "folder/c", c);
  file = bw_zip_finish (&zip, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (file, NULL),
                                      (gssize) g_bytes_get_size (file), &error));
  first = read_part (path, "a");
  second = read_part (path, "folder/b");
  third = read_part (path, "folder/c");
  g_assert_cmpstr (first, ==, "123456789");
  g_assert_cmpstr (second, ==, many);
  g_assert_cmpstr (third, ==, many);
  scratch_folder_remove (folder);
}

static double
number_at (const BwSheet *sheet, gsize row, guint column)
{
  BwCell cell = sheet->cell (row, column, sheet->user_data);

  return cell.kind == BW_CELL_NUMBER ? cell.number : NAN;
}

/* Every bucket of the chart is a row; peers and plan stand beside the value of their day. */
static void
test_sheets (void)
{
  g_autoptr (BwDeck) deck = deck_fixture_new (DECK_NORMAL, 60);
  const BwSeriesFigure *figure = bw_deck_find (deck, "value:close_hours")->series;
  const BwSeries *result = figure->result;
  g_auto (BwDeckSheets) sheets = { NULL };
  const BwSheet *sheet, *plain;
  BwCell start, end;

  bw_deck_sheets_init (&sheets, deck);
  g_assert_cmpuint (sheets.sheets->len, ==, 2);
  sheet = &g_array_index (sheets.sheets, BwSheet, 0);
  plain = &g_array_index (sheets.sheets, BwSheet, 1);
  g_assert_cmpuint (g_array_index (sheets.numbers, guint, 0), ==, 4);
  g_assert_cmpstr (sheet->name, ==, "Hours to close a case");
  g_assert_cmpuint (sheet->n_columns, ==, 7);
  g_assert_cmpuint (plain->n_columns, ==, 3);
  /* The day on which the target is due is a row of its own. */
  g_assert_cmpuint (sheet->n_rows, ==, result->n_points + 1);
  for (gsize i = 0; i < result->n_points; i++)
    {
      start = sheet->cell (i, 0, sheet->user_data);
      g_assert_cmpint (start.date, ==, result->points[i].start);
      if (isnan (result->points[i].value))
        g_assert_true (isnan (number_at (sheet, i, 1)));
      else
        g_assert_cmpfloat (number_at (sheet, i, 1), ==, result->points[i].value);
      if (i >= figure->n_peers)
        continue;
      g_assert_cmpfloat (number_at (sheet, i, 3), ==, figure->peers[i].median);
      g_assert_cmpfloat (number_at (sheet, i, 4), ==, figure->peers[i].q1);
      g_assert_cmpfloat (number_at (sheet, i, 5), ==, figure->peers[i].q3);
      g_assert_cmpfloat (number_at (sheet, i, 6), ==, 17);
    }
  g_assert_true (isnan (number_at (sheet, 0, 2)));
  end = sheet->cell (result->n_points, 0, sheet->user_data);
  g_assert_cmpint (end.date, ==, result->plan_due_on);
  g_assert_cmpfloat (number_at (sheet, result->n_points, 2), ==, 5.8);
  g_assert_cmpint (sheet->cell (result->n_points, 1, sheet->user_data).kind, ==, BW_CELL_EMPTY);
  /* Halfway from 9.4 to 5.8 the path stands at 7.6. */
  for (gsize i = 0; i < result->n_points; i++)
    {
      BwDate day = result->points[i].start, from = result->plan_baseline_on;
      double share = (double) (day - from) / (result->plan_due_on - from);

      if (day >= from)
        g_assert_cmpfloat_with_epsilon (number_at (sheet, i, 2), 9.4 - 3.6 * share, 1e-9);
    }
}

static void
test_workbook (void)
{
  g_autoptr (BwDeck) deck = deck_fixture_new (DECK_CHARTS, 20);
  g_autoptr (BwDeck) empty = deck_fixture_new (DECK_EMPTY, 20);
  g_autofree char *folder = scratch_folder_new ();
  g_autofree char *path = g_build_filename (folder, "deck.xlsx", NULL);
  g_autofree char *names = NULL, *page = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_deck_write_workbook (deck, path, &error));
  g_assert_no_error (error);
  names = read_part (path, "xl/workbook.xml");
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("name=\"Hours to close a case %d\"", i);

      g_assert_nonnull (strstr (names, name));
    }
  page = read_part (path, "xl/worksheets/sheet12.xml");
  g_assert_nonnull (strstr (page, "<row r=\"21\""));

  g_assert_false (bw_deck_write_workbook (empty, path, &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_NOTHING);
  scratch_folder_remove (folder);
}

/* A presentation without a slide is none. */
static void
test_all_hidden (void)
{
  g_autoptr (BwDeck) deck = deck_fixture_new (DECK_EMPTY, 20);
  g_autoptr (BwSlideTheme) theme = bw_slide_theme_new (BW_THEME_LIGHT, NULL);
  g_autofree char *folder = scratch_folder_new ();
  g_autofree char *path = g_build_filename (folder, "deck.pptx", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < deck->slides->len; i++)
    ((BwSlide *) deck->slides->pdata[i])->hidden = TRUE;
  g_assert_false (bw_deck_write_pptx (deck, theme, BW_SLIDE_WIDE, NULL, path, &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_NOTHING);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  scratch_folder_remove (folder);
}

/* Cancels when so many slides are made, and counts. */
typedef struct {
  GCancellable *cancellable;
  guint         at;
  guint         told;   /* How many slides were said to be made, at most. */
  guint         all;
} Impatient;

static void
on_slide (guint done, guint all, gpointer data)
{
  Impatient *impatient = data;

  impatient->told = MAX (impatient->told, done);
  impatient->all = all;
  if (done >= impatient->at)
    g_cancellable_cancel (impatient->cancellable);
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
write_watched (guint kind, const BwDeck *deck, const BwSlideTheme *theme, Impatient *impatient,
               const char *folder, GError **error)
{
  BwDeckWatch watch = { impatient->cancellable, on_slide, impatient };
  g_autofree char *path = g_build_filename (folder, kind == 0 ? "a.pdf" : "a.pptx", NULL);

  if (kind == 0)
    return bw_deck_write_pdf (deck, theme, BW_SLIDE_WIDE, &watch, path, error);
  if (kind == 1)
    return bw_deck_write_pptx (deck, theme, BW_SLIDE_WIDE, &watch, path, error);
  return bw_deck_write_pictures (deck, theme, BW_SLIDE_WIDE,
                                 kind == 2 ? BW_EXPORT_PNG : BW_EXPORT_SVG, &watch, folder, error);
}

/* Who cancels after a slide finds what was there, and nothing else; who waits hears of all. */
static void
test_cancelled (void)
{
  g_autoptr (BwDeck) deck = deck_fixture_new (DECK_NORMAL, 20);
  g_autoptr (BwSlideTheme) theme = bw_slide_theme_new (BW_THEME_LIGHT, NULL);
  g_autofree char *folder = scratch_folder_new ();
  g_autofree char *kept = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *contents = NULL;

  g_assert_true (g_file_set_contents (kept, "as it was", -1, NULL));
  for (guint kind = 0; kind < 4; kind++)
    {
      for (guint at = 0; at < 4; at += 3)
        {
          g_autoptr (GCancellable) cancellable = g_cancellable_new ();
          Impatient impatient = { .cancellable = cancellable, .at = at };
          g_autoptr (GError) error = NULL;

          g_assert_false (write_watched (kind, deck, theme, &impatient, folder, &error));
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          /* Those that four threads were drawing at the same time may come to their end. */
          g_assert_cmpuint (impatient.told, <=, at + 4);
          g_assert_cmpuint (count_entries (folder), ==, 1);
        }
    }
  g_assert_true (g_file_get_contents (kept, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "as it was");
  for (guint kind = 0; kind < 4; kind++)
    {
      Impatient patient = { .at = G_MAXUINT };
      g_autoptr (GPtrArray) shown = bw_deck_list_shown (deck);
      g_autoptr (GError) error = NULL;

      g_assert_true (write_watched (kind, deck, theme, &patient, folder, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (patient.told, ==, shown->len);
      g_assert_cmpuint (patient.all, ==, shown->len);
    }
  scratch_folder_remove (folder);
}

static BwCell
name_cell (gsize row, guint column, gpointer user_data)
{
  return bw_cell_text (user_data);
}

/* Names that spreadsheets do not take, and three that are the same for them. */
static void
test_sheet_names (void)
{
  static const char *const titles[] = { "Name" };
  static const char *const names[] = { "Return: [on] a/b?", "", "'quoted'", "Same", "SAME", "same", "Q1",
                                       "A name of a metric that is longer than thirty-one letters",
                                       "A name of a metric that is longer than thirty-one figures" };
  static const char *const written[] = { "Return   on  a b", "Sheet", "quoted", "Same", "SAME 2",
                                         "same 3", "Q1", "A name of a metric that is long",
                                         "A name of a metric that is lo 2" };
  BwSheet sheets[G_N_ELEMENTS (names)];
  g_autofree char *folder = scratch_folder_new ();
  g_autofree char *path = g_build_filename (folder, "names.xlsx", NULL);
  g_autofree char *workbook = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    sheets[i] = (BwSheet) { .name = names[i], .currency = "EUR", .n_columns = 1, .titles = titles,
                            .n_rows = 1, .cell = name_cell, .user_data = (gpointer) names[i] };
  g_assert_true (bw_workbook_write (sheets, G_N_ELEMENTS (sheets), path, &error));
  g_assert_no_error (error);
  workbook = read_part (path, "xl/workbook.xml");
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *name = g_strdup_printf ("<sheet name=\"%s\"", written[i]);

      if (strstr (workbook, name) == NULL)
        g_error ("no sheet is called “%s”: %s", written[i], workbook);
    }
  /* What refers to it would have to quote it, and the library does not. */
  g_assert_null (strstr (workbook, ">Q1!"));
  scratch_folder_remove (folder);
}

static void
test_csv (void)
{
  g_autoptr (BwDeck) deck = deck_fixture_new (DECK_NORMAL, 30);
  g_autofree char *folder = scratch_folder_new ();
  g_autofree char *path = g_build_filename (folder, "04 Hours to close a case.csv", NULL);
  g_autofree char *other = g_build_filename (folder, "05 Fixed at first.csv", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_deck_write_csv (deck, folder, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, &error));
  g_assert_true (g_str_has_prefix (contents, "From,Value,Plan,\"Peers, Median\","));
  g_assert_true (g_file_test (other, G_FILE_TEST_IS_REGULAR));
  scratch_folder_remove (folder);
  g_assert_false (bw_deck_write_csv (deck, folder, &error));
  g_assert_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_NO_FOLDER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deck-files/names", test_file_names);
  g_test_add_func ("/deck-files/xml", test_xml);
  g_test_add_func ("/deck-files/zip", test_zip);
  g_test_add_func ("/deck-files/sheets", test_sheets);
  g_test_add_func ("/deck-files/workbook", test_workbook);
  g_test_add_func ("/deck-files/all-hidden", test_all_hidden);
  g_test_add_func ("/deck-files/cancelled", test_cancelled);
  g_test_add_func ("/deck-files/sheet-names", test_sheet_names);
  g_test_add_func ("/deck-files/csv", test_csv);
  return g_test_run ();
}
