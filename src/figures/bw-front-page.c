/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-front-page.h"

#include <math.h>
#include <string.h>

#include "figures/bw-memo.h"
#include "portfolio/bw-states.h"
#include "store/bw-mirror.h"

/*
 * The memo is bytes of this machine, for this machine: it is read back by the program that wrote
 * it, or not at all. It ends in a checksum of all that stands before.
 */

#define MAGIC "BWPAGE\r\n"
#define VERSION 3

#define VALUE(memo, field) bw_memo_value (memo, &(field), sizeof (field))
#define ARRAY(memo, field, n) bw_memo_array (memo, (gpointer *) &(field), sizeof *(field), n)

static guint64
checksum_of (const guint8 *bytes, gsize length)
{
  guint64 sum = G_GUINT64_CONSTANT (14695981039346656037), word;
  gsize i;

  for (i = 0; i + sizeof word <= length; i += sizeof word)
    {
      memcpy (&word, bytes + i, sizeof word);
      sum = (sum ^ word) * G_GUINT64_CONSTANT (1099511628211);
      sum ^= sum >> 29;
    }
  for (; i < length; i++)
    sum = (sum ^ bytes[i]) * G_GUINT64_CONSTANT (1099511628211);
  return sum;
}

/* The figures ---------------------------------------------------------------------------------- */

static void
memo_rule (BwMemo *memo, BwRule **rule)
{
  guint8 there = *rule != NULL;

  VALUE (memo, there);
  if (memo->failed || !there)
    return;
  if (memo->out == NULL)
    *rule = g_new0 (BwRule, 1);
  bw_memo_string (memo, &(*rule)->definition);
  bw_memo_strings (memo, &(*rule)->inputs);
  bw_memo_strings (memo, &(*rule)->weights);
  bw_memo_strings (memo, &(*rule)->left_out);
  bw_memo_strings (memo, &(*rule)->policy);
}

static void
memo_head (BwMemo *memo, BwFigure *head)
{
  bw_memo_string (memo, &head->title);
  bw_memo_string (memo, &head->subtitle);
  memo_rule (memo, &head->rule);
}

static void
memo_key_figures (BwMemo *memo, BwKeyFigures **figures)
{
  if (memo->out == NULL)
    *figures = g_new0 (BwKeyFigures, 1);
  VALUE (memo, (*figures)->as_of);
  VALUE (memo, (*figures)->compared_as_of);
  VALUE (memo, (*figures)->accounts_whole);
  VALUE (memo, (*figures)->n_figures);
  for (guint i = 0; i < BW_N_KEY_FIGURES; i++)
    {
      BwKeyFigure *figure = &(*figures)->figures[i];

      figure->id = i;
      figure->word = bw_key_figure_word (i);
      bw_memo_string (memo, &figure->title);
      bw_memo_string (memo, &figure->value);
      bw_memo_string (memo, &figure->change);
      bw_memo_string (memo, &figure->detail);
      VALUE (memo, figure->trend);
      VALUE (memo, figure->direction);
      VALUE (memo, figure->has_accounts);
      VALUE (memo, figure->accounts);
      VALUE (memo, figure->compared_accounts);
      VALUE (memo, figure->money);
      VALUE (memo, figure->compared_money);
      VALUE (memo, figure->ratio);
      memo_rule (memo, &figure->rule);
      bw_memo_filter (memo, &figure->filter);
    }
}

static void
memo_distribution (BwMemo *memo, BwDistributionFigure **pointer)
{
  g_autofree char *measure = NULL;
  BwDistributionFigure *figure;
  BwDistribution *result;

  if (memo->out == NULL)
    {
      *pointer = g_new0 (BwDistributionFigure, 1);
      (*pointer)->result = g_new0 (BwDistribution, 1);
    }
  figure = *pointer;
  result = figure->result;
  if (memo->out != NULL)
    measure = bw_measure_word (figure->measure);
  bw_memo_string (memo, &measure);
  if (memo->out == NULL && (measure == NULL
                            || (figure->measure = bw_measure_parse (measure, NULL)) == NULL))
    memo->failed = TRUE;

  memo_head (memo, &figure->head);
  bw_memo_string (memo, &figure->measure_title);
  bw_memo_string (memo, &figure->currency);
  bw_memo_string (memo, &figure->sentence);
  VALUE (memo, figure->whole);
  VALUE (memo, figure->too_few);
  VALUE (memo, figure->has_tails);
  VALUE (memo, figure->is_past);
  VALUE (memo, figure->upsell_accounts);
  VALUE (memo, figure->upsell_arr);
  VALUE (memo, figure->n);

  VALUE (memo, result->as_of);
  VALUE (memo, result->weight);
  VALUE (memo, result->accounts);
  VALUE (memo, result->unknown);
  VALUE (memo, result->arr);
  VALUE (memo, result->unknown_arr);
  VALUE (memo, result->bandwidth);
  VALUE (memo, result->mean);
  VALUE (memo, result->median);
  VALUE (memo, result->sd);
  VALUE (memo, result->x_from);
  VALUE (memo, result->x_to);
  VALUE (memo, result->n_points);
  VALUE (memo, result->n_bins);
  VALUE (memo, result->at_risk);
  VALUE (memo, result->advocates);
  VALUE (memo, result->has_comparison);
  VALUE (memo, result->compared_as_of);
  VALUE (memo, result->compared_accounts);
  VALUE (memo, result->compared_mean);
  VALUE (memo, result->compared_median);
  VALUE (memo, result->mean_change);
  VALUE (memo, result->median_change);
  VALUE (memo, result->ks);
  VALUE (memo, result->compared_at_risk);
  VALUE (memo, result->compared_advocates);
  VALUE (memo, result->compared_at_risk_arr);
  VALUE (memo, result->compared_advocates_arr);
  VALUE (memo, result->into_at_risk);
  VALUE (memo, result->out_of_at_risk);
  VALUE (memo, result->into_advocates);
  VALUE (memo, result->out_of_advocates);
  ARRAY (memo, result->x, result->n_points);
  ARRAY (memo, result->density, result->n_points);
  ARRAY (memo, result->compared_density, result->n_points);
  ARRAY (memo, result->bins, result->n_bins);
}

static void
memo_quadrants (BwMemo *memo, BwQuadrantsFigure **pointer)
{
  BwQuadrantsFigure *figure;
  BwQuadrants *result;

  if (memo->out == NULL)
    {
      *pointer = g_new0 (BwQuadrantsFigure, 1);
      (*pointer)->result = g_new0 (BwQuadrants, 1);
    }
  figure = *pointer;
  result = figure->result;
  memo_head (memo, &figure->head);
  VALUE (memo, figure->as_of);
  bw_memo_string (memo, &figure->currency);
  VALUE (memo, figure->shown);
  VALUE (memo, figure->whole);
  VALUE (memo, figure->keep);
  VALUE (memo, figure->has_comparison);
  VALUE (memo, figure->compared_as_of);
  VALUE (memo, figure->compared_totals);
  VALUE (memo, figure->business_risk_happiness);

  VALUE (memo, result->n);
  VALUE (memo, result->totals);
  VALUE (memo, result->unknown);
  VALUE (memo, result->business_risk);
  VALUE (memo, result->recoverable);
  VALUE (memo, result->profit_top_quartile);
  ARRAY (memo, result->quadrant, result->n);
  ARRAY (memo, result->flags, result->n);
  figure->input.n = result->n;
  bw_memo_doubles (memo, &figure->input.happiness, result->n, 1);
  bw_memo_doubles (memo, &figure->input.margin, result->n, 1);
  bw_memo_amounts (memo, &figure->input.profit, result->n);
  bw_memo_amounts (memo, &figure->input.arr, result->n);
  if (memo->out == NULL && !memo->failed
      && (result->quadrant == NULL || result->flags == NULL || figure->input.happiness == NULL
          || figure->input.margin == NULL || figure->input.profit == NULL
          || figure->input.arr == NULL))
    memo->failed = TRUE;
}

static void
memo_csm (BwMemo *memo, BwTierCsm *csm)
{
  gsize n_marks;
  const BwCoverageMark *marks = bw_coverage_marks (&n_marks);
  guint32 mark = csm->mark != NULL ? (guint32) (csm->mark - marks) : G_MAXUINT32;

  bw_memo_string (memo, &csm->id);
  bw_memo_string (memo, &csm->name);
  VALUE (memo, csm->hours_per_month);
  VALUE (memo, csm->coverage);
  VALUE (memo, mark);
  csm->mark = mark < n_marks ? &marks[mark] : NULL;
}

static void
memo_cadence (BwMemo *memo, BwTierCadence *cadence)
{
  VALUE (memo, cadence->tier);
  bw_memo_string (memo, &cadence->name);
  bw_memo_string (memo, &cadence->kind);
  VALUE (memo, cadence->due);
  VALUE (memo, cadence->done);
  VALUE (memo, cadence->overdue);
}

/* A count of elements of which each takes at least a byte, and room for them when reading. */
static gpointer
memo_elements (BwMemo *memo, guint *n, gsize width, gpointer elements)
{
  VALUE (memo, *n);
  if (memo->out != NULL)
    return elements;
  if (*n > memo->left)
    memo->failed = TRUE;
  if (memo->failed)
    *n = 0;
  return g_malloc0 ((*n + 1) * width);
}

static void
memo_tiers (BwMemo *memo, BwTiersFigure **pointer)
{
  BwTiersFigure *figure;
  BwTiers *result;

  if (memo->out == NULL)
    {
      *pointer = g_new0 (BwTiersFigure, 1);
      (*pointer)->result = g_new0 (BwTiers, 1);
    }
  figure = *pointer;
  result = figure->result;
  memo_head (memo, &figure->head);
  VALUE (memo, figure->as_of);
  bw_memo_string (memo, &figure->currency);
  VALUE (memo, figure->whole);
  VALUE (memo, figure->n);
  figure->csms = memo_elements (memo, &figure->n_csms, sizeof *figure->csms, figure->csms);
  for (guint i = 0; i < figure->n_csms; i++)
    memo_csm (memo, &figure->csms[i]);
  figure->cadence
    = memo_elements (memo, &figure->n_cadence, sizeof *figure->cadence, figure->cadence);
  for (guint i = 0; i < figure->n_cadence; i++)
    memo_cadence (memo, &figure->cadence[i]);

  VALUE (memo, result->n);
  VALUE (memo, result->arr);
  VALUE (memo, result->gini);
  VALUE (memo, result->n_lorenz);
  VALUE (memo, result->n_concentration);
  VALUE (memo, result->totals);
  VALUE (memo, result->n_csms);
  VALUE (memo, result->unowned);
  VALUE (memo, result->top_share_good);
  VALUE (memo, result->top_count_good);
  ARRAY (memo, result->tier, result->n);
  ARRAY (memo, result->lorenz, result->n_lorenz);
  ARRAY (memo, result->concentration, result->n_concentration);
  ARRAY (memo, result->coverage, result->n_csms);
}

static void
memo_series (BwMemo *memo, BwSeriesFigure **pointer)
{
  guint8 there = *pointer != NULL;
  BwSeriesFigure *figure;
  BwSeries *result;

  VALUE (memo, there);
  if (memo->failed || !there)
    return;
  if (memo->out == NULL)
    {
      *pointer = g_new0 (BwSeriesFigure, 1);
      (*pointer)->result = g_new0 (BwSeries, 1);
    }
  figure = *pointer;
  result = figure->result;
  memo_head (memo, &figure->head);
  bw_memo_string (memo, &figure->kicker);
  bw_memo_string (memo, &figure->detail);
  bw_memo_string (memo, &figure->account_id);
  bw_memo_string (memo, &figure->account_name);
  bw_memo_string (memo, &figure->metric_key);
  bw_memo_string (memo, &figure->metric_name);
  bw_memo_string (memo, &figure->unit);
  VALUE (memo, figure->direction);
  VALUE (memo, figure->accounts);
  VALUE (memo, figure->too_few);
  VALUE (memo, figure->since_go_live);
  VALUE (memo, figure->is_past);
  VALUE (memo, figure->as_of);
  VALUE (memo, figure->go_live_on);
  VALUE (memo, figure->peers_by);
  bw_memo_string (memo, &figure->peers_name);
  VALUE (memo, figure->n_peer_accounts);
  VALUE (memo, figure->n_peers);
  ARRAY (memo, figure->peers, figure->n_peers);
  figure->marks = memo_elements (memo, &figure->n_marks, sizeof *figure->marks, figure->marks);
  for (guint i = 0; i < figure->n_marks; i++)
    {
      VALUE (memo, figure->marks[i].kind);
      VALUE (memo, figure->marks[i].date);
      bw_memo_string (memo, &figure->marks[i].title);
    }

  VALUE (memo, result->bucket);
  VALUE (memo, result->n_points);
  ARRAY (memo, result->points, result->n_points);
  VALUE (memo, result->baseline);
  VALUE (memo, result->after);
  VALUE (memo, result->last);
  VALUE (memo, result->last_on);
  VALUE (memo, result->change);
  VALUE (memo, result->change_share);
  VALUE (memo, result->improvement);
  VALUE (memo, result->interval);
  VALUE (memo, result->plan_status);
  VALUE (memo, result->plan_baseline);
  VALUE (memo, result->plan_baseline_on);
  VALUE (memo, result->plan_target);
  VALUE (memo, result->plan_due_on);
  VALUE (memo, result->plan_expected);
  VALUE (memo, result->slope_per_month);
  VALUE (memo, result->slope_interval);
  VALUE (memo, result->velocity);
}

static void
memo_page (BwMemo *memo, BwFrontPage *page)
{
  VALUE (memo, page->as_of);
  VALUE (memo, page->compared_as_of);
  bw_memo_string (memo, &page->company_name);
  bw_memo_string (memo, &page->currency);
  VALUE (memo, page->accounts);
  if (!memo->failed)
    memo_key_figures (memo, &page->key_figures);
  if (!memo->failed)
    memo_distribution (memo, &page->distribution);
  if (!memo->failed)
    memo_quadrants (memo, &page->quadrants);
  if (!memo->failed)
    memo_tiers (memo, &page->tiers);
  if (!memo->failed)
    memo_series (memo, &page->series);
}

/* The file ------------------------------------------------------------------------------------- */

/* What the memo is good for: this program, these words, this mirror as it is now. */
static void
memo_head_of_file (BwMemo *memo, char **mirror_id, gint64 *generation, char **language)
{
  char magic[8] = MAGIC;
  guint32 version = VERSION;

  VALUE (memo, magic);
  VALUE (memo, version);
  if (memcmp (magic, MAGIC, sizeof magic) != 0 || version != VERSION)
    memo->failed = TRUE;
  bw_memo_string (memo, mirror_id);
  VALUE (memo, *generation);
  bw_memo_string (memo, language);
}

static char *
read_mirror_id (BwMirror *mirror, gint64 *generation, GError **error)
{
  char *id = NULL;

  *generation = bw_mirror_get_generation (mirror, error);
  if (*generation < 0 || !bw_mirror_get_meta (mirror, BW_MIRROR_META_ID, &id, error))
    return NULL;
  return id != NULL ? id : g_strdup ("");
}

static BwFrontPage *
front_page_new (void)
{
  BwFrontPage *page = g_new0 (BwFrontPage, 1);

  g_atomic_ref_count_init (&page->ref_count);
  return page;
}

/**
 * bw_front_page_compute:
 * @scope: what about; the mirror is read for the success metric
 *
 * Returns: (transfer full) (nullable): all figures of the Portfolio page, or %NULL with @error set
 *   when the mirror cannot be read
 */
BwFrontPage *
bw_front_page_compute (const BwFigureScope *scope, GError **error)
{
  g_autoptr (BwFrontPage) page = front_page_new ();
  BwDistributionRequest request = { .from = NAN, .to = NAN };
  g_autoptr (GError) local = NULL;

  page->generation = scope->snapshot->generation;
  page->as_of = scope->snapshot->as_of;
  page->compared_as_of = scope->compare != NULL ? scope->compare->as_of : BW_DATE_NONE;
  page->company_name = g_strdup (scope->snapshot->table->company_name);
  page->currency = g_strdup (scope->snapshot->table->currency);
  page->accounts = scope->snapshot->n;
  page->key_figures = bw_key_figures_compute (scope);
  page->distribution = bw_distribution_figure_compute (scope, &request, error);
  if (page->distribution == NULL)
    return NULL;
  page->quadrants = bw_quadrants_figure_compute (scope);
  page->tiers = bw_tiers_figure_compute (scope, NULL, error);
  if (page->tiers == NULL)
    return NULL;
  if (scope->mirror != NULL)
    page->series = bw_series_figure_compute_portfolio (scope, NULL, &local);
  if (local != NULL && !g_error_matches (local, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&page);
}

/**
 * bw_front_page_write:
 * @page: a page that was computed without a filter
 * @mirror_path: the mirror that it is of
 *
 * Keeps the page for the next start. Call it on a worker thread.
 *
 * Returns: whether it could be kept
 */
gboolean
bw_front_page_write (const BwFrontPage *page, const char *mirror_path, GError **error)
{
  g_autoptr (BwMirror) mirror = bw_mirror_open (mirror_path, BW_MIRROR_READ_ONLY, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *path = bw_states_file_path (mirror_path, "front-page");
  g_autofree char *id = NULL, *language = g_strdup (g_get_language_names ()[0]);
  BwMemo memo = { .out = bytes };
  gint64 generation = page->generation, present;
  guint64 checksum;

  if (mirror == NULL || (id = read_mirror_id (mirror, &present, error)) == NULL)
    return FALSE;
  memo_head_of_file (&memo, &id, &generation, &language);
  /* Nothing in the page is changed when it is written. */
  memo_page (&memo, (BwFrontPage *) page);
  checksum = checksum_of (bytes->data, bytes->len);
  VALUE (&memo, checksum);
  return g_file_set_contents_full (path, (const char *) bytes->data, bytes->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * bw_front_page_read:
 * @mirror_path: a mirror
 *
 * Reads what the last bw_front_page_write() kept. It takes a few milliseconds, so that it can be
 * called before the first frame. Rows are not kept: until a snapshot has been loaded the page can
 * be looked at, and not opened into lists.
 *
 * Returns: (transfer full) (nullable): the page; %NULL when none was kept, the mirror has changed
 *   since, the user's language is another, or the memo is damaged
 */
BwFrontPage *
bw_front_page_read (const char *mirror_path)
{
  g_autofree char *path = bw_states_file_path (mirror_path, "front-page");
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (BwFrontPage) page = NULL;
  g_autoptr (BwMirror) mirror = NULL;
  g_autofree char *kept_id = NULL, *kept_language = NULL, *id = NULL;
  BwMemo memo = { NULL };
  gint64 kept_generation = -1, generation;
  guint64 checksum;
  gsize length;

  if (mapped == NULL || (length = g_mapped_file_get_length (mapped)) < sizeof checksum)
    return NULL;
  memo.in = (const guint8 *) g_mapped_file_get_contents (mapped);
  memo.left = length - sizeof checksum;
  memcpy (&checksum, memo.in + memo.left, sizeof checksum);
  if (checksum != checksum_of (memo.in, memo.left))
    return NULL;

  memo_head_of_file (&memo, &kept_id, &kept_generation, &kept_language);
  if (memo.failed || g_strcmp0 (kept_language, g_get_language_names ()[0]) != 0)
    return NULL;
  mirror = bw_mirror_open (mirror_path, BW_MIRROR_READ_ONLY, NULL);
  if (mirror == NULL || (id = read_mirror_id (mirror, &generation, NULL)) == NULL
      || g_strcmp0 (id, kept_id) != 0 || generation != kept_generation)
    return NULL;

  page = front_page_new ();
  page->generation = generation;
  page->from_memo = TRUE;
  memo_page (&memo, page);
  return memo.failed ? NULL : g_steal_pointer (&page);
}

/**
 * bw_front_page_get_stamp:
 * @mirror_path: a mirror
 * @stamp: (out): a number that no other memo has
 *
 * Returns: whether a memo is kept, good or not
 */
gboolean
bw_front_page_get_stamp (const char *mirror_path, guint64 *stamp)
{
  g_autofree char *path = bw_states_file_path (mirror_path, "front-page");
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);
  gsize length = mapped != NULL ? g_mapped_file_get_length (mapped) : 0;

  if (length < sizeof *stamp)
    return FALSE;
  /* Its checksum stands at the end. */
  memcpy (stamp, g_mapped_file_get_contents (mapped) + length - sizeof *stamp, sizeof *stamp);
  return TRUE;
}

BwFrontPage *
bw_front_page_ref (BwFrontPage *page)
{
  g_atomic_ref_count_inc (&page->ref_count);
  return page;
}

void
bw_front_page_unref (BwFrontPage *page)
{
  if (page == NULL || !g_atomic_ref_count_dec (&page->ref_count))
    return;
  g_free (page->company_name);
  g_free (page->currency);
  bw_key_figures_free (page->key_figures);
  bw_distribution_figure_free (page->distribution);
  bw_quadrants_figure_free (page->quadrants);
  bw_tiers_figure_free (page->tiers);
  bw_series_figure_free (page->series);
  g_free (page);
}
