/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-quadrants-page.h"

#include <glib/gi18n.h>

#include "charts/bw-point-grid.h"
#include "export/bw-figure-charts.h"
#include "ui/bw-figure-tables.h"
#include "ui/bw-window.h"
#include "ui/pages/bw-account-page.h"
#include "ui/pages/bw-quadrants-panel.h"
#include "ui/pages/bw-quadrants-selection.h"
#include "ui/pages/bw-quadrants-trails.h"
#include "ui/widgets/bw-chart-card.h"

/* So many trails can be told apart, those of the largest accounts. */
#define MOST_TRAILS 20

#define PANEL_WIDTH 310

static const guint trail_months[] = { 3, 6, 12 };

/* The figure with its chart, reference counted since tables made of it may outlive the page's. */
typedef struct {
  BwQuadrantsFigure *figure;
  BwSnapshot        *snapshot;
  char              *mirror_path;
  BwPointGrid       *grid;
  BwQuadrantsChart   chart;
} Shown;

/**
 * BwQuadrantsPage:
 *
 * Every account by happiness and profitability: to be looked at closely, picked out by hand, and
 * followed back in time.
 */
struct _BwQuadrantsPage {
  BwPage                parent_instance;

  GtkBox               *layout;
  BwChartCard          *card;
  AdwClamp             *panel_clamp;
  BwQuadrantsPanel     *panel;
  GtkRevealer          *selection_revealer;
  GtkLabel             *selection_label;
  GtkLabel             *selection_detail;
  GtkWidget            *tools;
  AdwToggleGroup       *drag_group;
  GtkToggleButton      *risk_button;
  GtkToggleButton      *trails_button;
  GtkDropDown          *months_drop_down;

  Shown                *shown;     /* (nullable) */
  BwQuadrantsSelection *selection; /* (nullable): of @shown. */
  BwQuadrantsTrails    *trails;    /* (nullable) */
  GCancellable         *loading;   /* (nullable): of trails. */
};

G_DEFINE_FINAL_TYPE (BwQuadrantsPage, bw_quadrants_page, BW_TYPE_PAGE)

static void
shown_clear (Shown *shown)
{
  bw_point_grid_free (shown->grid);
  bw_quadrants_figure_free (shown->figure);
  bw_snapshot_unref (shown->snapshot);
  g_free (shown->mirror_path);
}

static void
shown_unref (Shown *shown)
{
  g_atomic_rc_box_release_full (shown, (GDestroyNotify) shown_clear);
}

static const char *
name_account (gsize index, gpointer data)
{
  const Shown *shown = data;

  return bw_snapshot_name (shown->snapshot, shown->figure->rows[index]);
}

static gpointer
bw_quadrants_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  Shown *shown = g_atomic_rc_box_new0 (Shown);
  const BwQuadrantsInput *input;

  shown->figure = bw_quadrants_figure_compute (&query->scope);
  shown->snapshot = bw_snapshot_ref (query->scope.snapshot);
  shown->mirror_path = g_strdup (query->mirror_path);
  input = &shown->figure->input;
  shown->grid = bw_point_grid_new (input->happiness, input->margin, input->n, -1, 1);
  bw_quadrants_figure_chart (&shown->chart, shown->figure);
  shown->chart.grid = shown->grid;
  shown->chart.name = name_account;
  shown->chart.name_data = shown;
  return shown;
}

static BwChartView *
get_view (BwQuadrantsPage *self)
{
  return bw_chart_card_get_view (self->card);
}

/* Trails --------------------------------------------------------------------------------------- */

static void
drop_trails (BwQuadrantsPage *self)
{
  if (self->loading)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->shown)
    {
      self->shown->chart.n_trails = 0;
      self->shown->chart.trails = NULL;
    }
  g_clear_pointer (&self->trails, bw_quadrants_trails_free);
}

static void
on_trails_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwQuadrantsPage) self = data;
  g_autoptr (GError) error = NULL;
  BwQuadrantsTrails *trails = bw_quadrants_trails_load_finish (result, &error);

  /* Other trails have been asked for, or none. */
  if (g_task_get_cancellable (G_TASK (result)) != self->loading)
    {
      bw_quadrants_trails_free (trails);
      return;
    }
  g_clear_object (&self->loading);
  if (trails == NULL)
    {
      GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

      if (BW_IS_WINDOW (root))
        bw_window_say (BW_WINDOW (root), error->message);
      return;
    }
  self->trails = trails;
  self->shown->chart.n_trails = trails->n;
  self->shown->chart.trails = trails->trails;
  bw_chart_view_redraw (get_view (self));
}

static void
update_trails (BwQuadrantsPage *self)
{
  guint place = gtk_drop_down_get_selected (self->months_drop_down);
  g_autofree guint32 *rows = NULL;
  guint n = 0;

  drop_trails (self);
  if (self->shown == NULL)
    return;
  bw_chart_view_redraw (get_view (self));
  if (!gtk_toggle_button_get_active (self->trails_button) || place >= G_N_ELEMENTS (trail_months))
    return;
  if (!bw_quadrants_selection_is_empty (self->selection))
    rows = bw_quadrants_selection_largest (self->selection, MOST_TRAILS, &n);
  else
    {
      const BwQuadrantsChart *chart = &self->shown->chart;

      n = MIN (chart->n_largest, MOST_TRAILS);
      rows = g_new (guint32, n + 1);
      for (guint i = 0; i < n; i++)
        rows[i] = self->shown->figure->rows[chart->largest[i]];
    }
  self->loading = g_cancellable_new ();
  bw_quadrants_trails_load_async (self->shown->mirror_path, self->shown->snapshot, rows, n,
                                  trail_months[place], self->loading, on_trails_loaded,
                                  g_object_ref (self));
}

/* Selection ------------------------------------------------------------------------------------ */

static void
selection_changed (BwQuadrantsPage *self)
{
  gboolean any = !bw_quadrants_selection_is_empty (self->selection);

  self->shown->chart.selected = any ? self->selection->flags : NULL;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "quadrants.show-selected", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "quadrants.clear-selection", any);
  if (any)
    {
      g_autofree char *text = bw_quadrants_selection_say (self->selection);
      g_autofree char *detail = bw_quadrants_selection_say_quadrants (self->selection);

      gtk_label_set_text (self->selection_label, text);
      gtk_label_set_text (self->selection_detail, detail);
      gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  gtk_revealer_set_reveal_child (self->selection_revealer, any);
  update_trails (self);
}

static void
on_region (BwChartView *view, GArray *corners, BwQuadrantsPage *self)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  GdkDevice *keyboard = gdk_seat_get_keyboard (gdk_display_get_default_seat (display));
  GdkModifierType state = keyboard ? gdk_device_get_modifier_state (keyboard) : 0;
  g_autoptr (GArray) found = NULL;
  BwChartStyle style;

  if (self->shown == NULL)
    return;
  bw_chart_view_get_style (view, &style);
  found = bw_quadrants_chart_within (&self->shown->chart, &style,
                                     gtk_widget_get_width (GTK_WIDGET (view)),
                                     gtk_widget_get_height (GTK_WIDGET (view)),
                                     (const double *) (gpointer) corners->data, corners->len / 2);
  /* With Shift a selection grows. */
  if (!(state & GDK_SHIFT_MASK))
    bw_quadrants_selection_clear (self->selection);
  bw_quadrants_selection_add (self->selection, (const guint32 *) (gpointer) found->data,
                              found->len);
  selection_changed (self);
}

static gboolean
on_toggle_item (GtkWidget *widget, GVariant *args, gpointer data)
{
  BwQuadrantsPage *self = data;
  int item = bw_chart_view_get_item (get_view (self));

  if (self->shown == NULL || item < 0)
    return FALSE;
  if (item < BW_N_QUADRANTS)
    bw_quadrants_selection_add_quadrant (self->selection, (BwQuadrant) item);
  else
    bw_quadrants_selection_toggle (self->selection,
                                   self->shown->chart.largest[item - BW_N_QUADRANTS]);
  selection_changed (self);
  return TRUE;
}

static gboolean
on_select_all (GtkWidget *widget, GVariant *args, gpointer data)
{
  BwChartView *view = get_view (data);
  double width = gtk_widget_get_width (GTK_WIDGET (view));
  double height = gtk_widget_get_height (GTK_WIDGET (view));
  double corners[] = { 0, 0, width, 0, width, height, 0, height };
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));

  g_array_append_vals (all, corners, G_N_ELEMENTS (corners));
  on_region (view, all, data);
  return TRUE;
}

static void
clear_selection (BwQuadrantsPage *self)
{
  if (self->selection == NULL || bw_quadrants_selection_is_empty (self->selection))
    return;
  bw_quadrants_selection_clear (self->selection);
  selection_changed (self);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  BwQuadrantsPage *self = data;

  if (self->selection == NULL || bw_quadrants_selection_is_empty (self->selection))
    return FALSE;
  clear_selection (self);
  return TRUE;
}

static void
add_key (GtkShortcutController *controller, guint key, GdkModifierType state,
         GtkShortcutFunc func, BwQuadrantsPage *self)
{
  gtk_shortcut_controller_add_shortcut (
    controller, gtk_shortcut_new (gtk_keyval_trigger_new (key, state),
                                  gtk_callback_action_new (func, self, NULL)));
}

/* The page ------------------------------------------------------------------------------------- */

static void
bw_quadrants_page_show (BwPage *page, gpointer result)
{
  BwQuadrantsPage *self = BW_QUADRANTS_PAGE (page);
  Shown *shown = result;
  BwQuadrantsSelection *selection;

  drop_trails (self);
  if (self->selection && g_strcmp0 (self->shown->mirror_path, shown->mirror_path) == 0)
    selection = bw_quadrants_selection_carry (self->selection, self->shown->snapshot,
                                              shown->figure, shown->snapshot);
  else
    selection = bw_quadrants_selection_new (shown->figure);
  shown->chart.hides_risk = !gtk_toggle_button_get_active (self->risk_button);
  bw_chart_card_set (self->card, &shown->figure->head,
                     shown->figure->shown > 0 ? &shown->chart.parent : NULL,
                     shown->figure->currency);
  bw_quadrants_panel_set (self->panel, shown->figure);

  g_clear_pointer (&self->selection, bw_quadrants_selection_free);
  g_clear_pointer (&self->shown, shown_unref);
  self->selection = selection;
  self->shown = g_atomic_rc_box_acquire (shown);
  gtk_widget_set_visible (self->tools, shown->figure->shown > 0);
  selection_changed (self);
  if (shown->figure->result->n == 0)
    bw_page_show_too_few (page, _("No Account Matches"),
                          _("No account passes all filters at once."));
}

static char *
bw_quadrants_page_describe (BwPage *page)
{
  BwQuadrantsPage *self = BW_QUADRANTS_PAGE (page);

  return self->shown ? bw_chart_view_describe (get_view (self)) : NULL;
}

static void
show_accounts (BwQuadrantsPage *self, const BwAccountFilter *more)
{
  BwSession *session = bw_page_get_session (BW_PAGE (self));
  g_autoptr (BwAccountFilter) filter = bw_account_filter_copy (bw_session_get_filter (session));

  bw_account_filter_narrow (filter, more);
  bw_window_show_accounts (BW_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), filter);
}

static void
on_opened (BwQuadrantsPanel *panel, guint field, const char *word, BwQuadrantsPage *self)
{
  g_autoptr (BwAccountFilter) more = bw_account_filter_new ();
  const char *const words[] = { word, NULL };

  bw_account_filter_set_words (more, field, words);
  show_accounts (self, more);
}

static void
on_chart_activated (BwChartView *view, guint kind, gulong index, BwQuadrantsPage *self)
{
  if (self->shown == NULL)
    return;
  if (kind == BW_PICK_ACCOUNT)
    bw_account_page_open_row (GTK_WIDGET (self), self->shown->snapshot,
                              self->shown->figure->rows[index]);
  else if (kind == BW_PICK_QUADRANT && bw_chart_view_get_item (view) >= 0)
    on_opened (self->panel, BW_ACCOUNT_FILTER_QUADRANT, bw_quadrant_word ((BwQuadrant) index),
               self);
  /* A click beside all accounts would leave the page too easily: it lets go of the selection. */
  else if (kind == BW_PICK_QUADRANT)
    clear_selection (self);
}

static void
on_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwQuadrantsPage *self = BW_QUADRANTS_PAGE (widget);

  if (g_str_equal (name, "quadrants.zoom-in"))
    bw_chart_view_zoom (get_view (self), 1.5);
  else if (g_str_equal (name, "quadrants.zoom-out"))
    bw_chart_view_zoom (get_view (self), 1 / 1.5);
  else if (g_str_equal (name, "quadrants.show-all"))
    bw_chart_view_show_all (get_view (self));
  else if (g_str_equal (name, "quadrants.clear-selection"))
    clear_selection (self);
  else if (self->shown)
    {
      g_autoptr (BwAccountFilter) selected =
        bw_quadrants_selection_filter (self->selection, self->shown->snapshot);

      show_accounts (self, selected);
    }
}

static BwTable *
make_table (gpointer data)
{
  BwQuadrantsPage *self = data;

  return bw_quadrants_table_new (self->shown->figure, self->shown->snapshot,
                                 g_atomic_rc_box_acquire (self->shown),
                                 (GDestroyNotify) shown_unref);
}

static void
on_drag_chosen (BwQuadrantsPage *self)
{
  static const char *const names[] = { "pan", "rectangle", "lasso" };
  const char *name = adw_toggle_group_get_active_name (self->drag_group);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      bw_chart_view_set_drag (get_view (self), (BwChartDrag) i);
}

static void
on_risk_toggled (BwQuadrantsPage *self)
{
  if (self->shown == NULL)
    return;
  self->shown->chart.hides_risk = !gtk_toggle_button_get_active (self->risk_button);
  bw_chart_view_redraw (get_view (self));
}

/* Asked of the window rather than of the page's own width, for which its texts would be measured once
 * more whenever it is laid out. */
static void
on_collapsed (BwQuadrantsPage *self)
{
  gboolean below = bw_page_get_collapsed (BW_PAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->layout),
                                  below ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  /* Beside the chart the numbers keep to a column; below it they may be as wide as it is. */
  adw_clamp_set_maximum_size (self->panel_clamp, below ? G_MAXINT16 : PANEL_WIDTH);
  adw_clamp_set_tightening_threshold (self->panel_clamp, below ? G_MAXINT16 : PANEL_WIDTH);
  gtk_widget_set_size_request (GTK_WIDGET (get_view (self)), -1, below ? 340 : 300);
}

static void
bw_quadrants_page_dispose (GObject *object)
{
  BwQuadrantsPage *self = BW_QUADRANTS_PAGE (object);

  drop_trails (self);
  G_OBJECT_CLASS (bw_quadrants_page_parent_class)->dispose (object);
}

static void
bw_quadrants_page_finalize (GObject *object)
{
  BwQuadrantsPage *self = BW_QUADRANTS_PAGE (object);

  bw_quadrants_selection_free (self->selection);
  g_clear_pointer (&self->shown, shown_unref);
  G_OBJECT_CLASS (bw_quadrants_page_parent_class)->finalize (object);
}

static void
bw_quadrants_page_class_init (BwQuadrantsPageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const actions[] = {
    "quadrants.zoom-in", "quadrants.zoom-out", "quadrants.show-all", "quadrants.show-selected",
    "quadrants.clear-selection",
  };

  G_OBJECT_CLASS (klass)->dispose = bw_quadrants_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_quadrants_page_finalize;
  page_class->compute = bw_quadrants_page_compute;
  page_class->free_result = (GDestroyNotify) shown_unref;
  page_class->show = bw_quadrants_page_show;
  page_class->describe = bw_quadrants_page_describe;

  g_type_ensure (BW_TYPE_CHART_CARD);
  g_type_ensure (BW_TYPE_QUADRANTS_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-quadrants-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, layout);
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, card);
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, panel_clamp);
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, panel);
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, selection_revealer);
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, selection_detail);
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, tools);
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, drag_group);
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, risk_button);
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, trails_button);
  gtk_widget_class_bind_template_child (widget_class, BwQuadrantsPage, months_drop_down);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, on_action);
}

static void
bw_quadrants_page_init (BwQuadrantsPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  BwChartView *view;

  gtk_widget_init_template (GTK_WIDGET (self));
  view = get_view (self);
  bw_chart_card_set_tools (self->card, self->tools);
  bw_chart_card_set_table (self->card, make_table, self);
  bw_chart_card_set_note (self->card, _("Accounts appear here once they have an experience "
                                        "reading and a cost to serve."));
  bw_chart_view_set_detail (view, BW_CHART_PAGE);
  g_signal_connect_object (view, "activated", G_CALLBACK (on_chart_activated), self, 0);
  g_signal_connect_object (view, "region-selected", G_CALLBACK (on_region), self, 0);

  /* Before the chart's own keys: Space would open what Enter opens. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_space, 0, on_toggle_item, self);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_a, GDK_CONTROL_MASK, on_select_all, self);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Escape, 0, on_escape, self);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);

  g_signal_connect_object (self->panel, "opened", G_CALLBACK (on_opened), self, 0);
  g_signal_connect_object (self->drag_group, "notify::active-name", G_CALLBACK (on_drag_chosen),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->risk_button, "toggled", G_CALLBACK (on_risk_toggled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trails_button, "toggled", G_CALLBACK (update_trails), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->months_drop_down, "notify::selected",
                           G_CALLBACK (update_trails), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::collapsed", G_CALLBACK (on_collapsed), NULL);
  on_collapsed (self);
}
