/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-review-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/review/bw-review-deck.h"
#include "ui/review/bw-review-page-private.h"
#include "ui/review/bw-review-row.h"

/**
 * BwReviewPage:
 *
 * Where a business review is prepared, of an account or of the whole portfolio: the slides that are
 * proposed, in the order in which they come; the one that is chosen, large; what can be chosen
 * about it; and what is to be looked at before the meeting. Every change is kept at once.
 */
G_DEFINE_FINAL_TYPE (BwReviewPage, bw_review_page, BW_TYPE_PAGE)

typedef struct {
  BwReviewQuery *query;
  BwThemeKind    theme;
} Options;

typedef struct {
  BwDeck       *deck;
  BwSlideTheme *theme;
  char         *problem; /* (nullable): why it is not the theme that was asked for. */
  char         *salvage; /* (nullable): what became of a damaged file. */
} Result;

static void
options_free (Options *options)
{
  bw_review_query_free (options->query);
  g_free (options);
}

static void
result_free (Result *result)
{
  bw_deck_free (result->deck);
  bw_slide_theme_free (result->theme);
  g_free (result->problem);
  g_free (result->salvage);
  g_free (result);
}

/* The list ------------------------------------------------------------------------------------- */

static BwReviewRow *
find_row (BwReviewPage *self, const char *key)
{
  return key ? g_hash_table_lookup (self->rows, key) : NULL;
}

/**
 * bw_review_page_place:
 *
 * Returns: where the slide stands among all of them
 */
guint
bw_review_page_place (BwReviewPage *self, const char *key)
{
  const BwDeck *deck = bw_review_draft_get_deck (self->draft);

  for (guint i = 0; deck && i < deck->slides->len; i++)
    {
      if (g_strcmp0 (((const BwSlide *) deck->slides->pdata[i])->key, key) == 0)
        return i;
    }
  return 0;
}

/* The number that a slide has among those that are shown. */
static guint
number_of (const BwDeck *deck, const BwSlide *slide)
{
  guint number = 0;

  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSlide *other = deck->slides->pdata[i];

      number += !other->hidden;
      if (other == slide)
        break;
    }
  return MAX (number, 1);
}

/* The pictures are drawn one after the other, so that the page answers meanwhile. */
static gboolean
draw_next (gpointer data)
{
  BwReviewPage *self = data;
  const BwDeck *deck = bw_review_draft_get_deck (self->draft);
  GtkListBoxRow *row;

  for (int i = 0; deck && self->theme && (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    {
      if (bw_review_row_draw (BW_REVIEW_ROW (row), deck, self->theme))
        return G_SOURCE_CONTINUE;
    }
  self->draw_source = 0;
  return G_SOURCE_REMOVE;
}

static void
show_slide (BwReviewPage *self)
{
  const BwDeck *deck = bw_review_draft_get_deck (self->draft);
  const BwSlide *slide = deck && self->key ? bw_deck_find (deck, self->key) : NULL;

  if (self->theme)
    bw_slide_view_set_slide (self->view, deck, slide, slide ? number_of (deck, slide) : 0);
}

static void
remove_old_rows (BwReviewPage *self, const BwDeck *deck)
{
  GHashTableIter iter;
  gpointer key, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      if (bw_deck_find (deck, key))
        continue;
      gtk_list_box_remove (self->list, row);
      g_hash_table_iter_remove (&iter);
    }
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, BwReviewRow *row)
{
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (GTK_WIDGET (row));

  gtk_drag_source_set_icon (source, icon, (int) x, (int) y);
  return gdk_content_provider_new_typed (BW_TYPE_REVIEW_ROW, row);
}

static BwReviewRow *
add_row (BwReviewPage *self, const BwSlide *slide)
{
  GtkWidget *row = bw_review_row_new (slide->key);
  GtkDragSource *drag = gtk_drag_source_new ();

  gtk_drag_source_set_actions (drag, GDK_ACTION_MOVE);
  g_signal_connect (drag, "prepare", G_CALLBACK (on_drag_prepare), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  g_hash_table_insert (self->rows, g_strdup (slide->key), row);
  return BW_REVIEW_ROW (row);
}

/* Brings the rows into the order of the slides; a row that has the keyboard keeps it. */
static void
sync_rows (BwReviewPage *self, const BwDeck *deck)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  guint number = 0;

  self->syncing = TRUE;
  remove_old_rows (self, deck);
  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSlide *slide = deck->slides->pdata[i];
      BwReviewRow *row = find_row (self, slide->key);
      gboolean has_focus = row && focus == GTK_WIDGET (row);

      number += !slide->hidden;
      if (row == NULL)
        row = add_row (self, slide);
      if (gtk_list_box_get_row_at_index (self->list, (int) i) != GTK_LIST_BOX_ROW (row))
        {
          g_object_ref (row);
          if (gtk_widget_get_parent (GTK_WIDGET (row)))
            gtk_list_box_remove (self->list, GTK_WIDGET (row));
          gtk_list_box_insert (self->list, GTK_WIDGET (row), (int) i);
          g_object_unref (row);
        }
      bw_review_row_set (row, slide, number);
      if (has_focus)
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  if (find_row (self, self->key) == NULL && deck->slides->len > 0)
    g_set_str (&self->key, ((const BwSlide *) deck->slides->pdata[0])->key);
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (find_row (self, self->key)));
  self->syncing = FALSE;
  if (self->draw_source == 0)
    self->draw_source = g_idle_add (draw_next, self);
}

static void
show_summary (BwReviewPage *self, const BwDeck *deck)
{
  guint n_shown = 0;
  double minutes = 0;
  g_autofree char *slides = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSlide *slide = deck->slides->pdata[i];

      n_shown += !slide->hidden;
      minutes += slide->hidden ? 0 : slide->minutes;
    }
  slides = g_strdup_printf (ngettext ("%u slide", "%u slides", n_shown), n_shown);
  time = g_strdup_printf (ngettext ("%u minute", "%u minutes", (gulong) ceil (minutes)),
                          (guint) ceil (minutes));
  if (deck->last_held != BW_DATE_NONE)
    {
      g_autofree char *day = bw_date_format_long (deck->last_held);

      /* Translators: slides, planned minutes and the day of the review before. */
      text = g_strdup_printf (_("%1$s · %2$s · last held on %3$s"), slides, time, day);
    }
  else
    /* Translators: slides and planned minutes. */
    text = g_strdup_printf (_("%1$s · %2$s"), slides, time);
  gtk_label_set_text (self->summary, text);
}

static void
update (BwReviewPage *self)
{
  const BwDeck *deck = bw_review_draft_get_deck (self->draft);

  sync_rows (self, deck);
  show_summary (self, deck);
  show_slide (self);
  bw_review_page_update_actions (self);
}

static void
forget_rows (BwReviewPage *self, gboolean own_only)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    {
      if (!own_only || bw_review_is_own_key (bw_review_row_get_key (BW_REVIEW_ROW (row))))
        bw_review_row_forget (BW_REVIEW_ROW (row));
    }
  if (!own_only || (self->key && bw_review_is_own_key (self->key)))
    bw_slide_view_set_slide (self->view, NULL, NULL, 0);
}

/* Callbacks ------------------------------------------------------------------------------------ */

static void
on_changing (BwReviewDraft *draft, BwReviewPage *self)
{
  forget_rows (self, TRUE);
}

static void
on_changed (BwReviewDraft *draft, BwReviewPage *self)
{
  g_autoptr (BwReview) review = bw_review_draft_make_review (draft);

  bw_review_keeper_keep (self->keeper, review);
  update (self);
}

static void
on_kept (BwReviewKeeper *keeper, BwReviewPage *self)
{
  const GError *error = bw_review_keeper_get_error (keeper);
  g_autofree char *salvage = bw_review_keeper_take_salvage (keeper);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (error)
    {
      g_autofree char *text = g_strdup_printf (_("Not saved: %s"), error->message);

      adw_banner_set_title (self->banner, text);
    }
  adw_banner_set_revealed (self->banner, error != NULL);
  if (salvage && BW_IS_WINDOW (root))
    bw_window_say (BW_WINDOW (root), salvage);
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, BwReviewPage *self)
{
  if (self->syncing || row == NULL)
    return;
  g_set_str (&self->key, bw_review_row_get_key (BW_REVIEW_ROW (row)));
  show_slide (self);
  bw_review_form_show (self->form, self->key);
  bw_review_page_update_actions (self);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, BwReviewPage *self)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
on_slide_chosen (BwReviewChecks *checks, const char *key, BwReviewPage *self)
{
  bw_review_page_select (self, key);
}

static void
on_theme_changed (GSettings *settings, const char *key, BwReviewPage *self)
{
  bw_page_invalidate (BW_PAGE (self));
}

/* The company's theme may be another one when the preferences are closed. */
static void
on_visible_dialog (AdwApplicationWindow *window, GParamSpec *pspec, BwReviewPage *self)
{
  if (adw_application_window_get_visible_dialog (window) == NULL && self->theme
      && self->theme->kind == BW_THEME_COMPANY)
    bw_page_invalidate (BW_PAGE (self));
}

/* Where a drop at this height would put a slide, among all of them. */
static guint
place_at (BwReviewPage *self, double y, GtkListBoxRow **before)
{
  GtkListBoxRow *row;
  graphene_rect_t bounds;
  guint place = 0;

  for (; (row = gtk_list_box_get_row_at_index (self->list, (int) place)); place++)
    {
      if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds)
          && y < bounds.origin.y + bounds.size.height / 2)
        break;
    }
  *before = row;
  return place;
}

static void
mark_drop (BwReviewPage *self, GtkListBoxRow *before, gboolean at_end)
{
  GtkListBoxRow *row, *last = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); last = row, i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "bw-drop-above");
      gtk_widget_remove_css_class (GTK_WIDGET (row), "bw-drop-below");
    }
  if (before)
    gtk_widget_add_css_class (GTK_WIDGET (before), "bw-drop-above");
  else if (at_end && last)
    gtk_widget_add_css_class (GTK_WIDGET (last), "bw-drop-below");
}

static GdkDragAction
on_drag_motion (GtkDropTarget *target, double x, double y, BwReviewPage *self)
{
  GtkListBoxRow *before;

  place_at (self, y, &before);
  mark_drop (self, before, TRUE);
  return GDK_ACTION_MOVE;
}

static void
on_drag_leave (GtkDropTarget *target, BwReviewPage *self)
{
  mark_drop (self, NULL, FALSE);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, BwReviewPage *self)
{
  BwReviewRow *row = g_value_get_object (value);
  g_autofree char *key = g_strdup (bw_review_row_get_key (row));
  GtkListBoxRow *before;
  guint to = place_at (self, y, &before);
  guint from = bw_review_page_place (self, key);

  mark_drop (self, NULL, FALSE);
  /* A row of another window belongs to another review. */
  if (find_row (self, key) != row || bw_review_draft_get_deck (self->draft) == NULL)
    return FALSE;
  if (to > from)
    to--;
  if (to != from)
    bw_review_draft_move (self->draft, key, to);
  return TRUE;
}

/* BwPage --------------------------------------------------------------------------------------- */

/* Another portfolio has other reviews, even where its accounts have the same ids. */
static void
need_keeper (BwReviewPage *self)
{
  const BwPortfolioInfo *info = bw_session_get_info (bw_page_get_session (BW_PAGE (self)));

  if (g_strcmp0 (self->path, info->reviews_path) == 0)
    return;
  if (self->keeper)
    {
      bw_review_keeper_flush (self->keeper);
      g_signal_handlers_disconnect_by_func (self->keeper, on_kept, self);
      bw_review_draft_clear (self->draft);
    }
  g_clear_object (&self->keeper);
  g_set_str (&self->path, info->reviews_path);
  self->keeper = bw_review_keeper_get (self->path, self->account_id);
  g_signal_connect_object (self->keeper, "changed", G_CALLBACK (on_kept), self, 0);
}

static gpointer
bw_review_page_get_options (BwPage *page)
{
  BwReviewPage *self = BW_REVIEW_PAGE (page);
  BwSession *session = bw_page_get_session (page);
  Options *options = g_new0 (Options, 1);
  g_autoptr (BwReview) waiting = NULL;

  need_keeper (self);
  waiting = bw_review_keeper_dup_waiting (self->keeper);
  options->query = bw_review_query_new (session, self->account_id, waiting);
  options->theme = g_settings_get_enum (bw_session_get_settings (session), "review-theme");
  return options;
}

static gpointer
bw_review_page_compute (const BwPageQuery *query, GCancellable *cancellable, GError **error)
{
  const Options *options = query->options;
  Result *result = g_new0 (Result, 1);
  g_autoptr (GError) problem = NULL;

  result->theme = bw_slide_theme_new (options->theme, &problem);
  if (result->theme == NULL)
    {
      result->problem = g_strdup (problem->message);
      result->theme = bw_slide_theme_new (BW_THEME_LIGHT, NULL);
    }
  result->deck = bw_review_deck_compute (&query->scope, options->query, &result->salvage,
                                         cancellable, error);
  if (result->deck)
    return result;
  result_free (result);
  return NULL;
}

static void
bw_review_page_show (BwPage *page, gpointer data)
{
  BwReviewPage *self = BW_REVIEW_PAGE (page);
  Result *result = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean is_first = self->theme == NULL;

  forget_rows (self, FALSE);
  self->theme = result->theme;
  bw_slide_view_set_look (self->view, self->theme, BW_SLIDE_WIDE);
  bw_review_draft_set_deck (self->draft, result->deck);
  gtk_label_set_text (self->heading, result->deck->title ? result->deck->title : "");
  update (self);
  bw_review_form_show (self->form, self->key);
  bw_review_checks_show (self->checks, result->deck);
  on_kept (self->keeper, self);
  if (is_first)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  if (BW_IS_WINDOW (root) && result->salvage)
    bw_window_say (BW_WINDOW (root), result->salvage);
  if (BW_IS_WINDOW (root) && result->problem)
    bw_window_say (BW_WINDOW (root), result->problem);
}

static char *
bw_review_page_describe (BwPage *page)
{
  BwReviewPage *self = BW_REVIEW_PAGE (page);
  const BwDeck *deck = bw_review_draft_get_deck (self->draft);
  GString *text;

  if (deck == NULL)
    return NULL;
  text = g_string_new (deck->title);
  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSlide *slide = deck->slides->pdata[i];

      if (!slide->hidden)
        g_string_append_printf (text, "\n%s", slide->title);
    }
  return g_string_free (text, FALSE);
}

static void
bw_review_page_map (GtkWidget *widget)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (bw_review_page_parent_class)->map (widget);
  bw_review_page_add_keys (self);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::visible-dialog",
                           G_CALLBACK (on_visible_dialog), self, 0);
}

static void
bw_review_page_unmap (GtkWidget *widget)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);

  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), on_visible_dialog, self);
  if (self->keys)
    gtk_widget_remove_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->keys);
  self->keys = NULL;
  if (self->keeper)
    bw_review_keeper_flush (self->keeper);
  GTK_WIDGET_CLASS (bw_review_page_parent_class)->unmap (widget);
}

static gboolean
bw_review_page_grab_focus (GtkWidget *widget)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);
  BwReviewRow *row = find_row (self, self->key);

  return row ? gtk_widget_grab_focus (GTK_WIDGET (row))
             : GTK_WIDGET_CLASS (bw_review_page_parent_class)->grab_focus (widget);
}

static void
bw_review_page_constructed (GObject *object)
{
  BwReviewPage *self = BW_REVIEW_PAGE (object);
  GSettings *settings;

  G_OBJECT_CLASS (bw_review_page_parent_class)->constructed (object);
  settings = bw_session_get_settings (bw_page_get_session (BW_PAGE (self)));
  g_signal_connect_object (settings, "changed::review-theme", G_CALLBACK (on_theme_changed), self,
                           0);
}

static void
bw_review_page_dispose (GObject *object)
{
  BwReviewPage *self = BW_REVIEW_PAGE (object);

  g_clear_handle_id (&self->draw_source, g_source_remove);
  if (self->keeper)
    bw_review_keeper_flush (self->keeper);
  g_clear_object (&self->keeper);
  if (self->draft)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_REVIEW_PAGE);
  G_OBJECT_CLASS (bw_review_page_parent_class)->dispose (object);
}

static void
bw_review_page_finalize (GObject *object)
{
  BwReviewPage *self = BW_REVIEW_PAGE (object);

  g_free (self->account_id);
  g_free (self->path);
  g_free (self->key);
  G_OBJECT_CLASS (bw_review_page_parent_class)->finalize (object);
}

static void
bw_review_page_class_init (BwReviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwPageClass *page_class = BW_PAGE_CLASS (klass);

  object_class->constructed = bw_review_page_constructed;
  object_class->dispose = bw_review_page_dispose;
  object_class->finalize = bw_review_page_finalize;
  widget_class->map = bw_review_page_map;
  widget_class->unmap = bw_review_page_unmap;
  widget_class->grab_focus = bw_review_page_grab_focus;
  page_class->reads_rows = TRUE;
  page_class->get_options = bw_review_page_get_options;
  page_class->free_options = (GDestroyNotify) options_free;
  page_class->compute = bw_review_page_compute;
  page_class->free_result = (GDestroyNotify) result_free;
  page_class->show = bw_review_page_show;
  page_class->describe = bw_review_page_describe;

  g_type_ensure (BW_TYPE_SLIDE_VIEW);
  g_type_ensure (BW_TYPE_REVIEW_FORM);
  g_type_ensure (BW_TYPE_REVIEW_CHECKS);
  bw_review_page_install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwReviewPage, heading);
  gtk_widget_class_bind_template_child (widget_class, BwReviewPage, summary);
  gtk_widget_class_bind_template_child (widget_class, BwReviewPage, banner);
  gtk_widget_class_bind_template_child (widget_class, BwReviewPage, split);
  gtk_widget_class_bind_template_child (widget_class, BwReviewPage, list);
  gtk_widget_class_bind_template_child (widget_class, BwReviewPage, view);
  gtk_widget_class_bind_template_child (widget_class, BwReviewPage, form);
  gtk_widget_class_bind_template_child (widget_class, BwReviewPage, checks);
}

static void
bw_review_page_init (BwReviewPage *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (BW_TYPE_REVIEW_ROW, GDK_ACTION_MOVE);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->draft = bw_review_draft_new ();
  g_signal_connect (self->draft, "changing", G_CALLBACK (on_changing), self);
  g_signal_connect (self->draft, "changed", G_CALLBACK (on_changed), self);
  bw_review_form_set_draft (self->form, self->draft);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (on_row_selected), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect (self->checks, "slide-chosen", G_CALLBACK (on_slide_chosen), self);
  g_signal_connect (drop, "motion", G_CALLBACK (on_drag_motion), self);
  g_signal_connect (drop, "leave", G_CALLBACK (on_drag_leave), self);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (drop));
  bw_review_page_add_list_keys (self);
  bw_review_page_update_actions (self);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_review_page_is_board:
 *
 * Returns: whether the review is that of the portfolio
 */
gboolean
bw_review_page_is_board (BwReviewPage *self)
{
  return self->account_id == NULL;
}

/**
 * bw_review_page_select:
 * @key: of a slide
 *
 * Shows the slide, large.
 */
void
bw_review_page_select (BwReviewPage *self, const char *key)
{
  BwReviewRow *row = find_row (self, key);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/**
 * bw_review_page_open:
 * @account_id: (nullable): whose review to prepare; %NULL for that of the portfolio
 *
 * Goes from the page shown to that of a review, which going back leaves again.
 */
BwReviewPage *
bw_review_page_open (BwWindow *window, const char *account_id)
{
  BwReviewPage *self = g_object_new (BW_TYPE_REVIEW_PAGE, "session",
                                     bw_window_get_session (window), NULL);

  self->account_id = g_strdup (account_id);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 account_id ? _("Business Review") : _("Board Review"));
  bw_window_push (window, BW_PAGE (self));
  return self;
}
