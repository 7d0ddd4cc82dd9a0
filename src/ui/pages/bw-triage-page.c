/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-triage-page.h"

#include <glib/gi18n.h>

#include "ui/bw-acting.h"
#include "ui/bw-window.h"
#include "ui/dialogs/bw-accounts-dialog.h"
#include "ui/dialogs/bw-person-dialog.h"
#include "ui/dialogs/bw-rule-dialog.h"
#include "ui/pages/bw-account-page.h"
#include "ui/pages/bw-triage-detail.h"
#include "ui/widgets/bw-triage-line.h"
#include "ui/widgets/bw-triage-preview.h"
#include "ui/widgets/bw-unfolding-list.h"

/**
 * BwTriagePage:
 *
 * The accounts that need attention, the largest expected loss first, and beside them why the chosen
 * one does and what to do about it. An account that leaves the queue hands its place to the next.
 */
struct _BwTriagePage {
  BwPage               parent_instance;

  AdwOverlaySplitView *split;
  GtkLabel            *title;
  GtkLabel            *subtitle;
  GtkToggleButton     *mine;
  GtkDropDown         *grouping;
  GtkButton           *came_in;
  GtkButton           *resolved;
  GtkButton           *snoozed;
  GtkStack            *place;       /* Of the list, or of why there is none. */
  GtkListView         *list;
  AdwStatusPage       *nothing;
  BwTriagePreview     *preview;

  BwUnfoldingList     *lines;       /* What @selection is over. */
  GtkMultiSelection   *selection;
  char                *account_id;  /* (nullable): the account of the preview, */
  guint                position;    /* and where it was listed. */
  guint                detail_source;
  guint                focus_source;
  GCancellable        *loading;     /* (nullable): of the detail that is being read. */
  BwTriageDetail      *detail;      /* (nullable): of the account of the preview. */
  gboolean             changes;     /* Ask what came in and what was resolved. */
  gboolean             wants_focus; /* The keyboard goes to the list when there is one. */
};

G_DEFINE_FINAL_TYPE (BwTriagePage, bw_triage_page, BW_TYPE_PAGE)

/* Rows are read when somebody stays at an account, not at each that the keys pass. */
#define DETAIL_MILLISECONDS 60

typedef struct {
  char             *owner_id; /* (nullable) */
  BwTriageGrouping  grouping;
  gboolean          changes;
} Options;

static void
options_free (Options *options)
{
  g_free (options->owner_id);
  g_free (options);
}

static gpointer
bw_triage_page_get_options (BwPage *page)
{
  BwTriagePage *self = BW_TRIAGE_PAGE (page);
  GSettings *settings = bw_session_get_settings (bw_page_get_session (page));
  Options *options = g_new0 (Options, 1);

  if (gtk_toggle_button_get_active (self->mine))
    options->owner_id = g_settings_get_string (settings, "person");
  options->grouping = (BwTriageGrouping) gtk_drop_down_get_selected (self->grouping);
  options->changes = self->changes;
  return options;
}

static gpointer
bw_triage_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  const Options *options = query->options;
  BwTriageRequest request = { .owner_id = options->owner_id, .changes = options->changes };
  BwTriageFigure *figure = bw_triage_figure_compute (&query->scope, &request, cancellable, error);

  return figure ? bw_triage_queue_new (figure, options->grouping) : NULL;
}

/* The account that is chosen --------------------------------------------------------------------- */

static void
on_detail (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTriageDetail) detail = bw_triage_detail_load_finish (result, &error);
  BwTriageQueue *queue;
  BwTriagePage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = data;
  g_clear_object (&self->loading);
  queue = bw_page_get_result (BW_PAGE (self));
  if (detail == NULL)
    {
      bw_acting_forget (BW_PAGE (self));
      bw_window_say (BW_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), error->message);
      return;
    }
  bw_triage_preview_show_reasons (self->preview, detail->reasons, queue->figure->as_of);
  bw_triage_detail_free (self->detail);
  self->detail = g_steal_pointer (&detail);
  bw_acting_resume (BW_PAGE (self));
}

static gboolean
load_detail (gpointer data)
{
  BwTriagePage *self = data;
  const BwPortfolioInfo *info = bw_session_get_info (bw_page_get_session (BW_PAGE (self)));
  BwTriageQueue *queue = bw_page_get_result (BW_PAGE (self));

  self->detail_source = 0;
  if (info == NULL || queue == NULL || self->position >= queue->figure->n)
    return G_SOURCE_REMOVE;
  self->loading = g_cancellable_new ();
  bw_triage_detail_load_async (queue, self->position, info->mirror_path, info->outbox_path,
                               self->loading, on_detail, self);
  return G_SOURCE_REMOVE;
}

static void
stop_detail (BwTriagePage *self)
{
  g_clear_handle_id (&self->detail_source, g_source_remove);
  if (self->loading)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
show_chosen (BwTriagePage *self)
{
  BwTriageQueue *queue = bw_page_get_result (BW_PAGE (self));
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (
    GTK_SELECTION_MODEL (self->selection));
  guint n = (guint) gtk_bitset_get_size (chosen);

  stop_detail (self);
  if (n == 1 && queue)
    {
      self->position = gtk_bitset_get_nth (chosen, 0);
      if (g_set_str (&self->account_id, bw_triage_queue_id (queue, self->position)))
        g_clear_pointer (&self->detail, bw_triage_detail_free);
      bw_triage_preview_show (self->preview, queue, self->position);
      self->detail_source = g_timeout_add (DETAIL_MILLISECONDS, load_detail, self);
      return;
    }
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->detail, bw_triage_detail_free);
  if (n > 1 && queue)
    bw_triage_preview_show_many (self->preview, queue, chosen);
  else
    bw_triage_preview_show_nothing (self->preview);
}

static void
on_selection (GtkSelectionModel *model, guint position, guint n_items, BwTriagePage *self)
{
  /* A key that still waits was typed at another account. */
  bw_acting_forget (BW_PAGE (self));
  show_chosen (self);
}

static gboolean
has_keyboard (BwTriagePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->list));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
}

/* The account stays chosen where it is still listed; else the one that has taken its place is. */
static void
show_list (BwTriagePage *self, BwTriageQueue *queue)
{
  g_autoptr (BwTriageList) list = bw_triage_list_new (queue);
  guint position = self->account_id ? bw_triage_queue_find (queue, self->account_id)
                                    : BW_INDEX_NONE;
  gboolean has_focus = self->wants_focus || has_keyboard (self);

  if (position == BW_INDEX_NONE)
    position = MIN (self->position, MAX (queue->figure->n, 1) - 1);
  bw_unfolding_list_set_model (self->lines, G_LIST_MODEL (list), position + 1);
  if (queue->figure->n == 0)
    {
      /* The keyboard does not go with the last line. */
      if (has_focus)
        gtk_widget_grab_focus (gtk_widget_get_visible (GTK_WIDGET (self->snoozed))
                                 ? GTK_WIDGET (self->snoozed)
                                 : GTK_WIDGET (self->mine));
      return;
    }
  gtk_list_view_scroll_to (self->list, position,
                           GTK_LIST_SCROLL_SELECT | (has_focus ? GTK_LIST_SCROLL_FOCUS : 0), NULL);
  /* Scrolling says which line is to have the keyboard, and does not give it to the list. */
  if (has_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
  self->wants_focus = FALSE;
}

/* Showing ---------------------------------------------------------------------------------------- */

static void
show_count (GtkButton *button, char *label)
{
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  if (label)
    gtk_button_set_label (button, label);
  g_free (label);
}

static void
show_changes (BwTriagePage *self, const BwTriageFigure *figure)
{
  g_autofree char *since = figure->has_changes ? bw_date_format_short (figure->since, figure->as_of)
                                               : NULL;

  /* What opens to nothing is not offered; the line above says that there is none. */
  show_count (self->came_in,
              since && figure->n_came_in > 0
                ? g_strdup_printf (ngettext ("%'u came in since %s", "%'u came in since %s",
                                             figure->n_came_in),
                                   figure->n_came_in, since)
                : NULL);
  show_count (self->resolved,
              since && figure->n_resolved > 0
                ? g_strdup_printf (ngettext ("%'u resolved", "%'u resolved", figure->n_resolved),
                                   figure->n_resolved)
                : NULL);
  show_count (self->snoozed,
              figure->n_snoozed > 0
                ? g_strdup_printf (ngettext ("%'u put off", "%'u put off", figure->n_snoozed),
                                   figure->n_snoozed)
                : NULL);
}

/* The preview stands beside a list that has a line, and where there is room. */
static void
show_preview (BwTriagePage *self)
{
  BwTriageQueue *queue = bw_page_get_result (BW_PAGE (self));
  gboolean any = queue && queue->figure->n > 0;

  if (!any)
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  else if (!adw_overlay_split_view_get_collapsed (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
}

/* In place of an empty list, below the counts, which open what was put off or resolved. */
static void
show_nothing (BwTriagePage *self, const BwTriageFigure *figure)
{
  adw_status_page_set_title (self->nothing, figure->whole > 0 ? _("Nothing Needs Attention")
                                                              : _("No Account Matches"));
  adw_status_page_set_description (
    self->nothing, figure->whole == 0    ? _("None of your accounts passes the filter.")
                   : figure->n_snoozed > 0 ? _("What was put off comes back on its day.")
                                           : NULL);
}

static void
bw_triage_page_show (BwPage *page, gpointer data)
{
  BwTriagePage *self = BW_TRIAGE_PAGE (page);
  BwTriageQueue *queue = data;

  stop_detail (self);
  gtk_label_set_label (self->title, queue->figure->head.title);
  gtk_label_set_label (self->subtitle, queue->figure->head.subtitle);
  show_changes (self, queue->figure);
  g_signal_handlers_block_by_func (self->selection, on_selection, self);
  show_list (self, queue);
  g_signal_handlers_unblock_by_func (self->selection, on_selection, self);
  show_chosen (self);
  show_preview (self);
  gtk_stack_set_visible_child_name (self->place, queue->figure->n > 0 ? "list" : "nothing");
  show_nothing (self, queue->figure);
  if (queue->figure->whole == 0 && !gtk_toggle_button_get_active (self->mine))
    bw_page_show_too_few (page, _("No Account Matches"),
                          _("No account passes all filters at once."));
  /* What was there a week ago takes another date, which can wait until the queue is seen. */
  if (!self->changes)
    {
      self->changes = TRUE;
      bw_page_invalidate (page);
    }
  bw_acting_resume (page);
}

static char *
bw_triage_page_describe (BwPage *page)
{
  BwTriageQueue *queue = bw_page_get_result (page);

  return queue ? g_strdup (queue->figure->head.title) : NULL;
}

static const BwAccountWork *
bw_triage_page_get_work (BwPage *page)
{
  BwTriagePage *self = BW_TRIAGE_PAGE (page);

  return self->detail ? self->detail->work : NULL;
}

/* After a save the account that is going to be chosen is known when the queue has been computed
 * anew, and what is done about it when its rows have been read: now, as somebody waits for them. */
static gboolean
bw_triage_page_prepare_work (BwPage *page)
{
  BwTriagePage *self = BW_TRIAGE_PAGE (page);

  if (!bw_page_is_current (page))
    return FALSE;
  if (self->detail_source)
    {
      g_clear_handle_id (&self->detail_source, g_source_remove);
      load_detail (self);
    }
  return self->loading == NULL;
}

static char **
bw_triage_page_list_chosen (BwPage *page)
{
  BwTriagePage *self = BW_TRIAGE_PAGE (page);
  BwTriageQueue *queue = bw_page_get_result (page);
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (
    GTK_SELECTION_MODEL (self->selection));
  guint n = queue ? (guint) gtk_bitset_get_size (chosen) : 0;
  char **ids = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    ids[i] = g_strdup (bw_triage_queue_id (queue, gtk_bitset_get_nth (chosen, i)));
  return ids;
}

/* The lines of the list -------------------------------------------------------------------------- */

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item, BwTriagePage *self)
{
  gtk_list_item_set_child (item, bw_triage_line_new ());
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item, BwTriagePage *self)
{
  BwTriageItem *place = gtk_list_item_get_item (item);
  g_autofree char *spoken
    = bw_triage_line_show (BW_TRIAGE_LINE (gtk_list_item_get_child (item)),
                           bw_triage_item_get_queue (place), bw_triage_item_get_position (place));

  gtk_list_item_set_accessible_label (item, spoken);
}

static void
on_header_setup (GtkListItemFactory *factory, GtkListHeader *header, BwTriagePage *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_header_set_child (header, label);
}

static void
on_header_bind (GtkListItemFactory *factory, GtkListHeader *header, BwTriagePage *self)
{
  BwTriageItem *place = gtk_list_header_get_item (header);
  const BwTriageQueue *queue = bw_triage_item_get_queue (place);
  guint position = bw_triage_item_get_position (place);
  g_autofree char *text = NULL;

  for (guint i = 0; queue->groups && i < queue->groups->len; i++)
    if (queue->starts[i] == position)
      {
        const BwTriageGroup *group = g_ptr_array_index (queue->groups, i);
        g_autofree char *loss = bw_money_format_short (group->loss, queue->figure->currency);

        /* Translators: a group of accounts, how many there are and what is expected to be lost. */
        text = g_strdup_printf (ngettext ("%s · %'u account · %s", "%s · %'u accounts · %s",
                                          group->n),
                                group->title, group->n, loss);
      }
  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), text ? text : "");
}

/* Acting ----------------------------------------------------------------------------------------- */

static void
open_account (BwTriagePage *self, guint position)
{
  BwTriageQueue *queue = bw_page_get_result (BW_PAGE (self));

  if (queue && position < queue->figure->n)
    bw_account_page_open (BW_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                          bw_triage_queue_id (queue, position));
}

/* Where there is no room beside the list, the preview comes first. */
static void
on_activate (GtkListView *list, guint position, BwTriagePage *self)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  if (adw_overlay_split_view_get_collapsed (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
  else
    open_account (self, position);
}

static void
on_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwTriagePage *self = BW_TRIAGE_PAGE (widget);

  if (self->account_id)
    open_account (self, self->position);
}

static void
on_rule (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwTriageQueue *queue = bw_page_get_result (BW_PAGE (widget));

  if (queue)
    adw_dialog_present (bw_rule_dialog_new (_("Triage"), queue->figure->head.rule, NULL), widget);
}

static BwSelection *
select_listed (const BwTriageFigure *figure, const char *name)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (g_str_equal (name, "triage.came-in"))
    {
      for (guint i = 0; i < figure->n; i++)
        if (figure->rows[i].came_in)
          g_array_append_val (rows, figure->rows[i].row);
    }
  else if (g_str_equal (name, "triage.snoozed"))
    {
      for (guint i = 0; i < figure->n_snoozed; i++)
        g_array_append_val (rows, figure->snoozed[i].row);
    }
  else
    g_array_append_vals (rows, figure->resolved, figure->n_resolved);
  return bw_selection_new_rows ((const guint32 *) rows->data, rows->len);
}

static void
on_list (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwTriageQueue *queue = bw_page_get_result (BW_PAGE (widget));
  const char *title = g_str_equal (name, "triage.came-in")   ? _("Came In")
                      : g_str_equal (name, "triage.snoozed") ? C_("accounts", "Put Off")
                                                             : _("Resolved");

  if (queue)
    adw_dialog_present (bw_accounts_dialog_new (title, queue->figure->snapshot,
                                                select_listed (queue->figure, name),
                                                queue->figure->head.rule, NULL),
                        widget);
}

static void
on_person (BwTriagePage *self)
{
  GSettings *settings = bw_session_get_settings (bw_page_get_session (BW_PAGE (self)));
  g_autofree char *person = g_settings_get_string (settings, "person");

  /* Nobody was chosen: whose accounts these are is still not known. */
  if (*person == '\0')
    gtk_toggle_button_set_active (self->mine, FALSE);
  else
    bw_page_invalidate (BW_PAGE (self));
}

/* Whose accounts are mine is asked once for each company. */
static void
on_mine (GtkToggleButton *button, BwTriagePage *self)
{
  BwSession *session = bw_page_get_session (BW_PAGE (self));
  BwSnapshot *snapshot = bw_session_get_snapshot (session);
  GSettings *settings = bw_session_get_settings (session);
  g_autofree char *person = g_settings_get_string (settings, "person");

  if (gtk_toggle_button_get_active (button) && snapshot
      && !bw_person_owns_accounts (snapshot, person))
    {
      AdwDialog *dialog = bw_person_dialog_new (settings, snapshot, FALSE);

      g_signal_connect_object (dialog, "closed", G_CALLBACK (on_person), self, G_CONNECT_SWAPPED);
      adw_dialog_present (dialog, GTK_WIDGET (self));
      return;
    }
  bw_page_invalidate (BW_PAGE (self));
}

static void
on_narrow (BwTriagePage *self)
{
  bw_triage_preview_set_narrow (self->preview, adw_overlay_split_view_get_collapsed (self->split));
  show_preview (self);
}

static gboolean
focus_chosen (gpointer data)
{
  BwTriagePage *self = data;

  g_clear_handle_id (&self->focus_source, g_source_remove);
  if (self->account_id && gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    {
      gtk_list_view_scroll_to (self->list, self->position,
                               GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
      gtk_widget_grab_focus (GTK_WIDGET (self->list));
    }
  return G_SOURCE_REMOVE;
}

/* A dialog gives the keyboard back to the line that it came from, which may be another account's
 * by then. */
static void
on_dialog (BwTriagePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) == NULL
      && self->focus_source == 0)
    self->focus_source = g_idle_add (focus_chosen, self);
}

static void
bw_triage_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_triage_page_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::visible-dialog",
                           G_CALLBACK (on_dialog), widget, G_CONNECT_SWAPPED);
}

static void
bw_triage_page_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), on_dialog, widget);
  GTK_WIDGET_CLASS (bw_triage_page_parent_class)->unroot (widget);
}

/* From the preview that lies over the queue; elsewhere the key goes back to the page before. */
static gboolean
go_back (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BwTriagePage *self = BW_TRIAGE_PAGE (widget);

  if (!adw_overlay_split_view_get_collapsed (self->split)
      || !adw_overlay_split_view_get_show_sidebar (self->split))
    return GDK_EVENT_PROPAGATE;
  adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  focus_chosen (self);
  return GDK_EVENT_STOP;
}

static void
on_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_back (widget, NULL, NULL);
}

/* Somebody who goes to the queue by keyboard wants to walk through it. */
static gboolean
bw_triage_page_grab_focus (GtkWidget *widget)
{
  BwTriagePage *self = BW_TRIAGE_PAGE (widget);

  self->wants_focus = bw_page_get_result (BW_PAGE (self)) == NULL;
  return self->wants_focus || gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
bw_triage_page_dispose (GObject *object)
{
  BwTriagePage *self = BW_TRIAGE_PAGE (object);

  stop_detail (self);
  g_clear_handle_id (&self->focus_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_TRIAGE_PAGE);
  g_clear_object (&self->selection);
  if (self->lines)
    g_object_run_dispose (G_OBJECT (self->lines));
  g_clear_object (&self->lines);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->detail, bw_triage_detail_free);
  G_OBJECT_CLASS (bw_triage_page_parent_class)->dispose (object);
}

static void
bw_triage_page_class_init (BwTriagePageClass *klass)
{
  BwPageClass *page_class = BW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_triage_page_dispose;
  widget_class->root = bw_triage_page_root;
  widget_class->unroot = bw_triage_page_unroot;
  widget_class->grab_focus = bw_triage_page_grab_focus;
  page_class->reads_rows = TRUE;
  page_class->get_options = bw_triage_page_get_options;
  page_class->free_options = (GDestroyNotify) options_free;
  page_class->compute = bw_triage_page_compute;
  page_class->free_result = (GDestroyNotify) bw_triage_queue_unref;
  page_class->show = bw_triage_page_show;
  page_class->describe = bw_triage_page_describe;
  page_class->get_work = bw_triage_page_get_work;
  page_class->prepare_work = bw_triage_page_prepare_work;
  page_class->list_chosen = bw_triage_page_list_chosen;

  g_type_ensure (BW_TYPE_TRIAGE_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-triage-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, split);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, title);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, mine);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, grouping);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, came_in);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, resolved);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, snoozed);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, place);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, list);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, nothing);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePage, preview);
  gtk_widget_class_install_action (widget_class, "triage.open", NULL, on_open);
  gtk_widget_class_install_action (widget_class, "triage.back", NULL, on_back);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, go_back, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, go_back, NULL);
  gtk_widget_class_install_action (widget_class, "triage.rule", NULL, on_rule);
  gtk_widget_class_install_action (widget_class, "triage.came-in", NULL, on_list);
  gtk_widget_class_install_action (widget_class, "triage.resolved", NULL, on_list);
  gtk_widget_class_install_action (widget_class, "triage.snoozed", NULL, on_list);
  bw_acting_install (widget_class);
}

static GtkListItemFactory *
make_factory (BwTriagePage *self, gpointer setup, gpointer bind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), self);
  return factory;
}

static void
on_grouping (BwTriagePage *self)
{
  g_autoptr (GtkListItemFactory) headers = NULL;

  if (gtk_drop_down_get_selected (self->grouping) != BW_TRIAGE_BY_NONE)
    headers = make_factory (self, on_header_setup, on_header_bind);
  gtk_list_view_set_header_factory (self->list, headers);
  bw_page_invalidate (BW_PAGE (self));
}

static void
bw_triage_page_init (BwTriagePage *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = bw_unfolding_list_new (GTK_WIDGET (self));
  self->selection = gtk_multi_selection_new (g_object_ref (bw_unfolding_list_get_shown (self->lines)));
  factory = make_factory (self, on_setup, on_bind);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  bw_acting_set_up (BW_PAGE (self));
  g_signal_connect (self->selection, "selection-changed", G_CALLBACK (on_selection), self);
  g_signal_connect (self->list, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect (self->mine, "toggled", G_CALLBACK (on_mine), self);
  g_signal_connect_swapped (self->grouping, "notify::selected", G_CALLBACK (on_grouping), self);
  g_signal_connect_swapped (self->split, "notify::collapsed", G_CALLBACK (on_narrow), self);
}
