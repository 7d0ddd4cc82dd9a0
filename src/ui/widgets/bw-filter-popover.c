/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-filter-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ui/bw-filter-bar.h"
#include "ui/widgets/bw-filter-choices.h"

#define WIDTH 320
#define MAX_HEIGHT 460
/* Lists longer than this can be searched. */
#define MANY_CHOICES 12

/**
 * BwFilterPopover:
 *
 * Narrows down the accounts by owner, tier, industry, region, quadrant and area: any number of
 * values of each, with how many accounts each would leave. The choices are those of the portfolio
 * that is open, counted on a worker while the popover is open.
 */
struct _BwFilterPopover {
  GtkPopover      parent_instance;

  AdwExpanderRow *rows[BW_N_ACCOUNT_FILTER_FIELDS];   /* NULL for fields not chosen here. */
  GPtrArray      *checks[BW_N_ACCOUNT_FILTER_FIELDS]; /* GtkCheckButton, with its word. */
  GtkWidget      *clear;

  BwSession      *session;
  GCancellable   *cancellable;
  gboolean        is_updating;
};

G_DEFINE_FINAL_TYPE (BwFilterPopover, bw_filter_popover, GTK_TYPE_POPOVER)

static const struct {
  BwAccountFilterField  field;
  const char           *title;
} offered[] = {
  { BW_ACCOUNT_FILTER_OWNER, N_("Owner") },
  { BW_ACCOUNT_FILTER_TIER, N_("Tier") },
  { BW_ACCOUNT_FILTER_INDUSTRY, N_("Industry") },
  { BW_ACCOUNT_FILTER_REGION, N_("Region") },
  { BW_ACCOUNT_FILTER_QUADRANT, N_("Quadrant") },
  { BW_ACCOUNT_FILTER_AREA, N_("Area of the curve") },
};

static const char *
get_word (GtkWidget *check)
{
  return g_object_get_data (G_OBJECT (check), "word");
}

static void
on_toggled (GtkCheckButton *check, BwFilterPopover *self)
{
  BwAccountFilterField field = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "field"));
  g_autoptr (BwAccountFilter) filter = NULL;
  g_autoptr (GPtrArray) words = NULL;

  if (self->is_updating)
    return;
  filter = bw_account_filter_copy (bw_session_get_filter (self->session));
  words = g_ptr_array_new ();
  for (guint i = 0; i < self->checks[field]->len; i++)
    {
      GtkWidget *other = g_ptr_array_index (self->checks[field], i);

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (other)))
        g_ptr_array_add (words, (gpointer) get_word (other));
    }
  g_ptr_array_add (words, NULL);
  bw_account_filter_set_words (filter, field,
                               words->len > 1 ? (const char *const *) words->pdata : NULL);
  bw_session_set_filter (self->session, filter);
}

static void
on_search (GtkSearchEntry *entry, BwFilterPopover *self)
{
  BwAccountFilterField field = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "field"));
  g_autofree char *wanted = bw_fold_text (gtk_editable_get_text (GTK_EDITABLE (entry)));

  for (guint i = 0; i < self->checks[field]->len; i++)
    {
      GtkWidget *check = g_ptr_array_index (self->checks[field], i);
      GtkWidget *row = gtk_widget_get_ancestor (check, ADW_TYPE_ACTION_ROW);
      const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
      g_autofree char *folded = bw_fold_text (title);

      gtk_widget_set_visible (row, strstr (folded, wanted) != NULL);
    }
}

/* One list of values is open at a time, so that the popover stays in sight. */
static void
on_expanded (AdwExpanderRow *row, GParamSpec *pspec, BwFilterPopover *self)
{
  if (!adw_expander_row_get_expanded (row))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    if (self->rows[offered[i].field] != row)
      adw_expander_row_set_expanded (self->rows[offered[i].field], FALSE);
}

static void
remove_choices (BwFilterPopover *self, BwAccountFilterField field)
{
  for (guint i = 0; i < self->checks[field]->len; i++)
    adw_expander_row_remove (
      self->rows[field],
      gtk_widget_get_ancestor (g_ptr_array_index (self->checks[field], i), ADW_TYPE_ACTION_ROW));
  g_ptr_array_set_size (self->checks[field], 0);
}

static void
add_choice (BwFilterPopover *self, BwAccountFilterField field, const BwFilterChoice *choice)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *count = gtk_label_new (NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), choice->title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, choice->title);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (check), "word", g_strdup (choice->word), g_free);
  g_object_set_data (G_OBJECT (check), "field", GUINT_TO_POINTER (field));
  g_object_set_data (G_OBJECT (check), "count", count);
  g_signal_connect (check, "toggled", G_CALLBACK (on_toggled), self);
  gtk_widget_add_css_class (count, "dimmed");
  gtk_widget_add_css_class (count, "numeric");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (self->rows[field], row);
  g_ptr_array_add (self->checks[field], check);
}

static gboolean
has_choices (BwFilterPopover *self, BwAccountFilterField field, GArray *choices)
{
  if (self->checks[field]->len != choices->len)
    return FALSE;
  for (guint i = 0; i < choices->len; i++)
    if (!g_str_equal (get_word (g_ptr_array_index (self->checks[field], i)),
                      g_array_index (choices, BwFilterChoice, i).word))
      return FALSE;
  return TRUE;
}

static void
add_search (BwFilterPopover *self, BwAccountFilterField field)
{
  GtkWidget *row, *entry;

  if (g_object_get_data (G_OBJECT (self->rows[field]), "search"))
    return;
  row = adw_preferences_row_new ();
  entry = gtk_search_entry_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Search"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search"), -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_margin_top (entry, 6);
  gtk_widget_set_margin_bottom (entry, 6);
  gtk_widget_set_margin_start (entry, 6);
  gtk_widget_set_margin_end (entry, 6);
  g_object_set_data (G_OBJECT (entry), "field", GUINT_TO_POINTER (field));
  g_signal_connect (entry, "search-changed", G_CALLBACK (on_search), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), entry);
  adw_expander_row_add_row (self->rows[field], row);
  g_object_set_data (G_OBJECT (self->rows[field]), "search", entry);
}

static void
show_field (BwFilterPopover *self, BwAccountFilterField field, GArray *choices)
{
  const char *const *chosen
    = bw_account_filter_get_words (bw_session_get_filter (self->session), field);
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  g_autofree char *subtitle = NULL;

  /* Rows that stay keep the focus and the place that a person has scrolled to. */
  if (!has_choices (self, field, choices))
    {
      remove_choices (self, field);
      if (choices->len > MANY_CHOICES)
        add_search (self, field);
      for (guint i = 0; i < choices->len; i++)
        add_choice (self, field, &g_array_index (choices, BwFilterChoice, i));
    }
  for (guint i = 0; i < choices->len; i++)
    {
      BwFilterChoice *choice = &g_array_index (choices, BwFilterChoice, i);
      GtkWidget *check = g_ptr_array_index (self->checks[field], i);
      gboolean on = chosen && g_strv_contains (chosen, choice->word);
      g_autofree char *count = g_strdup_printf ("%'u", choice->accounts);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), on);
      gtk_label_set_label (g_object_get_data (G_OBJECT (check), "count"), count);
      if (on)
        g_ptr_array_add (titles, choice->title);
    }
  g_ptr_array_add (titles, NULL);
  /* Translators: stands between the names in a list of choices. */
  subtitle = g_strjoinv (_(", "), (char **) titles->pdata);
  adw_expander_row_set_subtitle (self->rows[field], *subtitle ? subtitle : _("All"));
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwFilterPopover) self = data;
  g_autoptr (BwFilterChoices) choices = bw_filter_choices_finish (result, NULL);

  if (choices == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  if (self->session == NULL)
    return;
  self->is_updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    show_field (self, offered[i].field, choices->fields[offered[i].field]);
  self->is_updating = FALSE;
}

static void
update (BwFilterPopover *self)
{
  BwSnapshot *snapshot = bw_session_get_snapshot (self->session);
  const BwAccountFilter *filter = bw_session_get_filter (self->session);

  gtk_widget_set_sensitive (self->clear, !bw_account_filter_is_empty (filter));
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (snapshot == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  bw_filter_choices_async (snapshot, filter, self->cancellable, on_counted, g_object_ref (self));
}

static void
on_changed (BwSession *session, guint changes, BwFilterPopover *self)
{
  if ((changes & (BW_CHANGE_FILTER | BW_CHANGE_DATA)) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
bw_filter_popover_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_filter_popover_parent_class)->map (widget);
  update (BW_FILTER_POPOVER (widget));
}

static void
bw_filter_popover_dispose (GObject *object)
{
  BwFilterPopover *self = BW_FILTER_POPOVER (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_filter_popover_parent_class)->dispose (object);
}

static void
bw_filter_popover_finalize (GObject *object)
{
  BwFilterPopover *self = BW_FILTER_POPOVER (object);

  for (guint i = 0; i < BW_N_ACCOUNT_FILTER_FIELDS; i++)
    g_clear_pointer (&self->checks[i], g_ptr_array_unref);
  G_OBJECT_CLASS (bw_filter_popover_parent_class)->finalize (object);
}

static void
bw_filter_popover_class_init (BwFilterPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_filter_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_filter_popover_finalize;
  GTK_WIDGET_CLASS (klass)->map = bw_filter_popover_map;
}

static void
bw_filter_popover_init (BwFilterPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    {
      GtkWidget *row = adw_expander_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(offered[i].title));
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), _("All"));
      adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (row), 2);
      g_signal_connect (row, "notify::expanded", G_CALLBACK (on_expanded), self);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      self->rows[offered[i].field] = ADW_EXPANDER_ROW (row);
    }
  for (guint i = 0; i < BW_N_ACCOUNT_FILTER_FIELDS; i++)
    self->checks[i] = g_ptr_array_new ();

  self->clear = gtk_button_new_with_mnemonic (_("_Clear Filter"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->clear), "win.clear-filter");
  gtk_widget_set_halign (self->clear, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_bottom (self->clear, 6);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_widget_set_size_request (scroller, WIDTH, -1);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->clear);
  gtk_widget_add_css_class (box, "bw-filter-box");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Filter Accounts"), -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
bw_filter_popover_new (BwSession *session)
{
  BwFilterPopover *self = g_object_new (BW_TYPE_FILTER_POPOVER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, 0);
  return GTK_WIDGET (self);
}
