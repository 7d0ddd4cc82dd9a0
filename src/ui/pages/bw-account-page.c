/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-account-page.h"

#include <glib/gi18n.h>

#include "figures/bw-account-figure.h"
#include "ui/bw-acting.h"
#include "ui/bw-figure-tables.h"
#include "ui/dialogs/bw-rule-dialog.h"
#include "ui/pages/bw-account-place.h"
#include "ui/pages/bw-health-page.h"
#include "ui/widgets/bw-account-card.h"
#include "ui/widgets/bw-account-list.h"
#include "ui/widgets/bw-accounts-view.h"
#include "ui/widgets/bw-chart-card.h"
#include "ui/widgets/bw-series-card.h"
#include "ui/widgets/bw-work-section.h"

/**
 * BwAccountPage:
 *
 * One account: its success metric, its scorecard and what moved it, why it needs attention, its
 * plan, what has happened, who is who, and where it stands among the others. It goes on to the
 * account before and after it in the list, in the order and under the filter of the list.
 */
struct _BwAccountPage {
  BwPage           parent_instance;

  GtkLabel        *name;
  AdwWrapBox      *chips;
  GtkLabel        *position;
  AdwBanner       *banner;
  GtkScrolledWindow *scroller;
  BwSeriesCard    *series;
  BwAccountCard   *timeline;
  BwAccountCard   *moments;
  BwAccountCard   *people;
  BwAccountCard   *reasons;
  BwAccountCard   *scorecard;
  BwAccountCard   *plan;
  BwWorkSection   *work;
  GtkWidget       *meetings;
  GtkWidget       *places;
  BwChartCard     *curve;
  BwChartCard     *quadrants;

  char            *account_id;
  BwAccountList   *order;        /* (nullable): the list that @place is a place in. */
  BwAccountFilter *order_filter; /* What @order was made by, to know whether it still holds. */
  char            *order_sort;
  guint            place;        /* #BW_INDEX_NONE when the account is not in the list. */
};

G_DEFINE_FINAL_TYPE (BwAccountPage, bw_account_page, BW_TYPE_PAGE)

typedef struct {
  char                  *account_id;
  char                  *metric_key;
  BwSeriesRequest        series;
  BwAccountList         *order; /* (nullable): %NULL when it has to be made. */
  const BwAccountColumn *sort;
  gboolean               descending;
} Options;

typedef struct {
  BwAccountFigure *account; /* NULL when there is no such account. */
  BwAccountWork   *work;    /* NULL when there is no such account. */
  BwSeriesFigure  *series;  /* NULL when nothing is measured. */
  BwAccountPlace  *place;   /* NULL when it is not active on the day. */
  BwSnapshot      *snapshot;
  BwAccountList   *order;
  BwAccountFilter *filter;
  guint            position;
} Result;

static void
options_free (Options *options)
{
  g_free (options->account_id);
  g_free (options->metric_key);
  g_clear_object (&options->order);
  g_free (options);
}

static void
result_clear (gpointer data)
{
  Result *result = data;

  g_clear_pointer (&result->account, bw_account_figure_free);
  g_clear_pointer (&result->work, bw_account_work_free);
  g_clear_pointer (&result->series, bw_series_figure_free);
  g_clear_pointer (&result->place, bw_account_place_free);
  g_clear_pointer (&result->snapshot, bw_snapshot_unref);
  g_clear_object (&result->order);
  bw_account_filter_free (result->filter);
}

/* A table that is open keeps what it shows, whatever the page shows meanwhile. */
static void
result_unref (Result *result)
{
  g_atomic_rc_box_release_full (result, result_clear);
}

/* Whether going on to the next account can do with the list that is there. */
static gboolean
order_holds (BwAccountPage *self)
{
  BwSession *session = bw_page_get_session (BW_PAGE (self));
  g_autofree char *sort = g_settings_get_string (bw_session_get_settings (session),
                                                 "account-sort");

  return self->order && bw_account_list_get_snapshot (self->order)
                          == bw_session_get_snapshot (session)
         && g_strcmp0 (sort, self->order_sort) == 0
         && bw_account_filter_equal (self->order_filter, bw_session_get_filter (session));
}

static gpointer
bw_account_page_get_options (BwPage *page)
{
  BwAccountPage *self = BW_ACCOUNT_PAGE (page);
  GSettings *settings = bw_session_get_settings (bw_page_get_session (page));
  Options *options = g_new0 (Options, 1);

  options->account_id = g_strdup (self->account_id);
  bw_series_card_get_request (self->series, &options->series);
  options->metric_key = g_strdup (options->series.metric_key);
  options->series.metric_key = options->metric_key;
  options->series.account_id = options->account_id;
  options->sort = bw_accounts_get_sort (settings, &options->descending);
  if (order_holds (self))
    options->order = g_object_ref (self->order);
  return options;
}

static BwSeriesFigure *
compute_series (const BwPageQuery *query, const Options *options, const Result *result,
                GError **error)
{
  BwSeriesRequest request = options->series;
  gboolean measured = FALSE;

  /* The metric chosen at the account before may be one that this account does not measure. */
  for (guint i = 0; request.metric_key && i < result->account->n_metrics; i++)
    measured |= g_str_equal (result->account->metrics[i].metric->key, request.metric_key);
  if (!measured)
    request.metric_key = NULL;
  if (result->account->n_metrics == 0)
    return NULL;
  return bw_series_figure_compute (&query->scope, &request, error);
}

static gpointer
bw_account_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  const Options *options = query->options;
  Result *result = g_atomic_rc_box_new0 (Result);
  GError *inner = NULL;

  result->snapshot = bw_snapshot_ref (query->scope.snapshot);
  result->filter = bw_account_filter_copy (query->scope.filter);
  result->account = bw_account_figure_compute (&query->scope, options->account_id, &inner);
  if (g_error_matches (inner, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND))
    {
      g_clear_error (&inner);
      return result;
    }
  if (result->account)
    result->work = bw_account_work_compute (&query->scope, options->account_id, &inner);
  if (result->work && !g_cancellable_is_cancelled (cancellable))
    result->series = compute_series (query, options, result, &inner);
  if (inner)
    {
      g_propagate_error (error, inner);
      result_unref (result);
      return NULL;
    }
  if (result->account->row != BW_INDEX_NONE && !g_cancellable_is_cancelled (cancellable))
    result->place = bw_account_place_compute (result->snapshot, result->account->row,
                                              query->mirror_path);
  if (options->order)
    result->order = g_object_ref (options->order);
  else
    {
      g_autoptr (BwAccountsFigure) all
        = bw_accounts_figure_compute (&query->scope, options->sort, options->descending);

      result->order = bw_account_list_new (result->snapshot, g_steal_pointer (&all->selection));
    }
  result->position = bw_account_list_find (result->order, options->account_id);
  return result;
}

static void
show_position (BwAccountPage *self, Result *result)
{
  BwSession *session = bw_page_get_session (BW_PAGE (self));
  guint n = bw_account_list_get_size (result->order);
  gboolean listed = result->position != BW_INDEX_NONE;
  g_autofree char *text = NULL;

  g_set_object (&self->order, result->order);
  g_clear_pointer (&self->order_filter, bw_account_filter_free);
  self->order_filter = bw_account_filter_copy (result->filter);
  g_free (self->order_sort);
  self->order_sort = g_settings_get_string (bw_session_get_settings (session), "account-sort");
  self->place = result->position;
  if (listed)
    /* Translators: the place of an account in a list, as in "12 of 451". */
    text = g_strdup_printf (_("%'u of %'u"), result->position + 1, n);
  gtk_label_set_label (self->position, text ? text : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.previous",
                                 listed && result->position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.next",
                                 listed && result->position + 1 < n);
}

static void
show_chips (BwAccountPage *self, const BwAccountFigure *figure)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))))
    adw_wrap_box_remove (self->chips, child);
  for (guint i = 0; figure->chips[i]; i++)
    {
      GtkWidget *chip = gtk_label_new (figure->chips[i]);

      gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (chip, "bw-tag");
      gtk_widget_add_css_class (chip, "numeric");
      adw_wrap_box_append (self->chips, chip);
    }
}

static void
show_banner (BwAccountPage *self, const Result *result)
{
  const char *text = NULL;

  if (result->account->row == BW_INDEX_NONE)
    text = _("This account had no contract on the day that is shown.");
  else if (result->series == NULL && result->account->n_lines == 0)
    text = _("Nothing has been measured at this account yet.");
  adw_banner_set_title (self->banner, text ? text : "");
  adw_banner_set_revealed (self->banner, text != NULL);
}

/* A card that is not shown must not hold on to what the page showed before, which is freed. */
static void
show_card (BwChartCard *card, gboolean shown, const BwFigure *figure, BwChart *chart,
           const char *currency)
{
  static const BwFigure nothing = { .title = (char *) "" };

  gtk_widget_set_visible (GTK_WIDGET (card), shown);
  bw_chart_card_set (card, shown ? figure : &nothing, shown ? chart : NULL, currency);
}

static BwTable *
make_curve_table (gpointer data)
{
  Result *result = bw_page_get_result (data);

  return bw_distribution_table_new (result->place->distribution,
                                    g_atomic_rc_box_acquire (result),
                                    (GDestroyNotify) result_unref);
}

static BwTable *
make_quadrants_table (gpointer data)
{
  Result *result = bw_page_get_result (data);

  return bw_quadrants_table_new (result->place->quadrants, result->snapshot,
                                 g_atomic_rc_box_acquire (result), (GDestroyNotify) result_unref);
}

static BwTable *
make_series_table (gpointer data)
{
  Result *result = bw_page_get_result (data);

  return bw_series_table_new (result->series, g_atomic_rc_box_acquire (result),
                              (GDestroyNotify) result_unref);
}

static void
show_place (BwAccountPage *self, const Result *result, const char *currency)
{
  BwAccountPlace *place = result->place;
  gboolean on_curve = place && place->on_curve.title;
  gboolean in_quadrants = place && place->in_quadrants.title;

  gtk_widget_set_visible (self->places, on_curve || in_quadrants);
  show_card (self->curve, on_curve, on_curve ? &place->on_curve : NULL,
             on_curve ? &place->curve_chart.curve.parent : NULL, currency);
  show_card (self->quadrants, in_quadrants, in_quadrants ? &place->in_quadrants : NULL,
             in_quadrants ? &place->quadrants_chart.parent : NULL, currency);
  bw_chart_card_set_table (self->curve, on_curve ? make_curve_table : NULL, self);
  bw_chart_card_set_table (self->quadrants, in_quadrants ? make_quadrants_table : NULL, self);
}

static void
show_series (BwAccountPage *self, const Result *result, const char *currency)
{
  gtk_widget_set_visible (GTK_WIDGET (self->series), result->series != NULL);
  if (result->series)
    bw_series_card_set (self->series, result->series, result->account->metrics,
                        result->account->n_metrics, currency, make_series_table, self);
  else
    bw_series_card_clear (self->series);
}

static void
bw_account_page_show (BwPage *page, gpointer data)
{
  BwAccountPage *self = BW_ACCOUNT_PAGE (page);
  Result *result = data;
  const BwAccountTable *table = result->snapshot->table;
  BwAccountFigure *account = result->account;

  show_series (self, result, table->currency);
  show_place (self, result, table->currency);
  if (account == NULL)
    {
      bw_page_show_too_few (page, _("No Such Account"),
                            _("It is not in this portfolio, or not any more."));
      return;
    }
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page), account->name);
  gtk_label_set_label (self->name, account->name);
  show_position (self, result);
  show_chips (self, account);
  show_banner (self, result);
  bw_account_card_show_reasons (self->reasons, account);
  bw_account_card_show_scorecard (self->scorecard, account, table->policy);
  bw_account_card_show_plan (self->plan, account, table);
  bw_account_card_show_timeline (self->timeline, account);
  bw_account_card_show_moments (self->moments, account);
  bw_account_card_show_people (self->people, account);
  bw_work_section_show (self->work, result->work);
  /* A column of nothing but hidden cards would keep its width. */
  gtk_widget_set_visible (self->meetings, account->n_moments > 0 || account->n_contacts > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.rule", account->head.rule != NULL);
}

static const BwAccountWork *
bw_account_page_get_work (BwPage *page)
{
  Result *result = bw_page_get_result (page);

  return result ? result->work : NULL;
}

static char *
bw_account_page_describe (BwPage *page)
{
  Result *result = bw_page_get_result (page);
  GString *text;

  if (result == NULL || result->account == NULL)
    return NULL;
  text = g_string_new (result->account->name);
  if (result->series)
    g_string_append_printf (text, "\n%s", result->series->head.title);
  g_string_append_printf (text, "\n%s", result->account->head.title);
  for (guint i = 0; result->account->reasons[i]; i++)
    g_string_append_printf (text, "\n%s", result->account->reasons[i]);
  return g_string_free (text, FALSE);
}

static void
move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwAccountPage *self = BW_ACCOUNT_PAGE (widget);
  gboolean next = g_str_equal (name, "account.next");
  guint place = self->place + (next ? 1 : -1);
  GtkAdjustment *scroll = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (self->order == NULL || self->place == BW_INDEX_NONE
      || place >= bw_account_list_get_size (self->order))
    return;
  self->place = place;
  g_set_str (&self->account_id, bw_snapshot_id (bw_account_list_get_snapshot (self->order),
                                                bw_account_list_get_row (self->order, place)));
  gtk_adjustment_set_value (scroll, 0);
  bw_page_invalidate (BW_PAGE (self));
}

/* Why the index moved stands on a page of its own, with the readings of both scorecards. */
static void
on_health (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (BW_IS_WINDOW (root))
    bw_health_page_open (BW_WINDOW (root), BW_ACCOUNT_PAGE (widget)->account_id);
}

static void
on_rule (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Result *result = bw_page_get_result (BW_PAGE (widget));

  if (result && result->account && result->account->head.rule)
    adw_dialog_present (bw_rule_dialog_new (result->account->head.title,
                                            result->account->head.rule, NULL),
                        widget);
}

static gboolean
follow_focus (gpointer data)
{
  BwAccountPage *self = data;
  GtkWidget *viewport = self->scroller ? gtk_scrolled_window_get_child (self->scroller) : NULL;

  if (GTK_IS_VIEWPORT (viewport))
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
  return G_SOURCE_REMOVE;
}

/* A dialog that closes gives the focus back, to the first widget of the page when the line that had
 * it was made anew meanwhile. What the person was reading must not be scrolled away by that. */
static void
on_visible_dialog (AdwApplicationWindow *window, GParamSpec *pspec, BwAccountPage *self)
{
  GtkWidget *viewport = gtk_scrolled_window_get_child (self->scroller);

  if (!GTK_IS_VIEWPORT (viewport))
    return;
  if (adw_application_window_get_visible_dialog (window))
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, follow_focus, g_object_ref (self), g_object_unref);
}

static void
bw_account_page_root (GtkWidget *widget)
{
  GtkRoot *root;

  GTK_WIDGET_CLASS (bw_account_page_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (ADW_IS_APPLICATION_WINDOW (root))
    g_signal_connect_object (root, "notify::visible-dialog", G_CALLBACK (on_visible_dialog), widget,
                             0);
}

static void
bw_account_page_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), on_visible_dialog, widget);
  GTK_WIDGET_CLASS (bw_account_page_parent_class)->unroot (widget);
}

static void
bw_account_page_dispose (GObject *object)
{
  BwAccountPage *self = BW_ACCOUNT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_ACCOUNT_PAGE);
  g_clear_object (&self->order);
  G_OBJECT_CLASS (bw_account_page_parent_class)->dispose (object);
}

static void
bw_account_page_finalize (GObject *object)
{
  BwAccountPage *self = BW_ACCOUNT_PAGE (object);

  g_free (self->account_id);
  g_free (self->order_sort);
  g_clear_pointer (&self->order_filter, bw_account_filter_free);
  G_OBJECT_CLASS (bw_account_page_parent_class)->finalize (object);
}

static void
bw_account_page_class_init (BwAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwPageClass *page_class = BW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_account_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_account_page_finalize;
  widget_class->root = bw_account_page_root;
  widget_class->unroot = bw_account_page_unroot;
  page_class->reads_rows = TRUE;
  page_class->get_options = bw_account_page_get_options;
  page_class->free_options = (GDestroyNotify) options_free;
  page_class->compute = bw_account_page_compute;
  page_class->free_result = (GDestroyNotify) result_unref;
  page_class->show = bw_account_page_show;
  page_class->describe = bw_account_page_describe;
  page_class->get_work = bw_account_page_get_work;

  gtk_widget_class_install_action (widget_class, "account.previous", NULL, move);
  gtk_widget_class_install_action (widget_class, "account.next", NULL, move);
  gtk_widget_class_install_action (widget_class, "account.health", NULL, on_health);
  gtk_widget_class_install_action (widget_class, "account.rule", NULL, on_rule);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK,
                                       "account.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK,
                                       "account.next", NULL);

  g_type_ensure (BW_TYPE_SERIES_CARD);
  g_type_ensure (BW_TYPE_ACCOUNT_CARD);
  g_type_ensure (BW_TYPE_CHART_CARD);
  g_type_ensure (BW_TYPE_WORK_SECTION);
  bw_acting_install (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, name);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, chips);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, position);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, banner);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, series);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, moments);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, people);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, reasons);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, scorecard);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, plan);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, work);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, meetings);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, places);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, curve);
  gtk_widget_class_bind_template_child (widget_class, BwAccountPage, quadrants);
}

static void
bw_account_page_init (BwAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self, "narrow", self->name, "visible", G_BINDING_SYNC_CREATE);
  self->place = BW_INDEX_NONE;
  bw_acting_set_up (BW_PAGE (self));
  g_signal_connect_swapped (self->series, "changed", G_CALLBACK (bw_page_invalidate), self);
}

/**
 * bw_account_page_open:
 * @account_id: of the account to show
 *
 * Goes from the page shown to that of an account, which going back leaves again.
 */
BwAccountPage *
bw_account_page_open (BwWindow *window, const char *account_id)
{
  BwAccountPage *self = g_object_new (BW_TYPE_ACCOUNT_PAGE, "session",
                                      bw_window_get_session (window), NULL);

  self->account_id = g_strdup (account_id);
  bw_window_push (window, BW_PAGE (self));
  return self;
}

/**
 * bw_account_page_open_row:
 * @widget: in the window that shows it
 * @row: of @snapshot
 *
 * Goes to the page of an account, if @widget is in a window still.
 */
void
bw_account_page_open_row (GtkWidget *widget, const BwSnapshot *snapshot, guint32 row)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (BW_IS_WINDOW (root))
    bw_account_page_open (BW_WINDOW (root), bw_snapshot_id (snapshot, row));
}
