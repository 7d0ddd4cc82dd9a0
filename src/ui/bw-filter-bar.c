/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-filter-bar.h"

#include <glib/gi18n.h>

/**
 * BwFilterBar:
 *
 * The search, and a chip for every filter in force that takes it off again. Filters hold across
 * pages, so that it has to be in sight that there is one.
 */
struct _BwFilterBar {
  GtkWidget       parent_instance;

  GtkSearchBar   *search_bar;
  GtkSearchEntry *entry;
  AdwWrapBox     *chips;

  BwSession      *session;
};

G_DEFINE_FINAL_TYPE (BwFilterBar, bw_filter_bar, GTK_TYPE_WIDGET)

static const char *
field_title (BwAccountFilterField field)
{
  switch (field)
    {
    case BW_ACCOUNT_FILTER_OWNER:
      return _("Owner");
    case BW_ACCOUNT_FILTER_TIER:
      return _("Tier");
    case BW_ACCOUNT_FILTER_INDUSTRY:
      return _("Industry");
    case BW_ACCOUNT_FILTER_REGION:
      return _("Region");
    case BW_ACCOUNT_FILTER_STAGE:
      return _("Stage");
    case BW_ACCOUNT_FILTER_QUADRANT:
      return _("Quadrant");
    case BW_ACCOUNT_FILTER_AREA:
      return _("Area");
    case BW_ACCOUNT_FILTER_FLAG:
      return _("Flag");
    case BW_ACCOUNT_FILTER_ID:
      return _("Selection");
    case BW_N_ACCOUNT_FILTER_FIELDS:
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * bw_filter_word_title:
 * @word: a word or an id of a filter
 * @snapshot: (nullable): for the names of people
 *
 * Returns: (transfer full): @word as a person reads it
 */
char *
bw_filter_word_title (BwAccountFilterField field, const char *word, BwSnapshot *snapshot)
{
  static const struct {
    BwAccountFilterField  field;
    const char           *word;
    const char           *title;
  } words[] = {
    { BW_ACCOUNT_FILTER_QUADRANT, "unknown", N_("Not known") },
    { BW_ACCOUNT_FILTER_AREA, "at_risk", N_("At risk") },
    { BW_ACCOUNT_FILTER_AREA, "between", N_("In between") },
    { BW_ACCOUNT_FILTER_AREA, "advocates", N_("Advocates, upsell") },
    { BW_ACCOUNT_FILTER_AREA, "unknown", N_("No success index") },
    { BW_ACCOUNT_FILTER_FLAG, "recoverable", N_("Recoverable") },
    { BW_ACCOUNT_FILTER_FLAG, "business_risk", N_("Business risk") },
    { BW_ACCOUNT_FILTER_FLAG, "strategic", N_("Strategic") },
    { BW_ACCOUNT_FILTER_FLAG, "silent", N_("Silent") },
    { BW_ACCOUNT_FILTER_FLAG, "keep", N_("Work to keep") },
  };

  if (*word == '\0')
    return g_strdup (field == BW_ACCOUNT_FILTER_OWNER ? _("Nobody") : _("None"));
  if (field == BW_ACCOUNT_FILTER_TIER)
    for (guint i = 0; i < BW_N_TIERS; i++)
      if (g_str_equal (word, bw_tier_word (i)))
        return g_strdup (bw_tier_title (i));
  if (field == BW_ACCOUNT_FILTER_QUADRANT)
    for (guint i = 0; i < BW_N_QUADRANTS; i++)
      if (g_str_equal (word, bw_quadrant_word (i)))
        return g_strdup (bw_quadrant_title (i));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].field == field && g_str_equal (words[i].word, word))
      return g_strdup (_(words[i].title));
  if (field == BW_ACCOUNT_FILTER_OWNER && snapshot)
    for (guint i = 0; i < snapshot->table->n_people; i++)
      if (g_str_equal (word, snapshot->table->people[i].id))
        return g_strdup (snapshot->table->people[i].name);
  return g_strdup (word);
}

static void
on_chip_clicked (GtkButton *chip, BwFilterBar *self)
{
  g_autoptr (BwAccountFilter) filter =
    bw_account_filter_copy (bw_session_get_filter (self->session));
  guint field = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "field"));

  bw_account_filter_set_words (filter, field, NULL);
  bw_session_set_filter (self->session, filter);
}

static GtkWidget *
create_chip (BwFilterBar *self, BwAccountFilterField field, const char *const *words)
{
  BwSnapshot *snapshot = bw_session_get_snapshot (self->session);
  guint n = g_strv_length ((char **) words);
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  g_autofree char *tip = NULL;

  if (field == BW_ACCOUNT_FILTER_ID)
    value = g_strdup_printf (ngettext ("%u account", "%u accounts", n), n);
  else
    {
      g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (titles, bw_filter_word_title (field, words[i], snapshot));
      g_ptr_array_add (titles, NULL);
      /* Translators: stands between the names in a list of choices. */
      value = g_strjoinv (_(", "), (char **) titles->pdata);
    }
  /* Translators: a filter and its value, as in "Tier: Top". */
  text = g_strdup_printf (_("%s: %s"), field_title (field), value);
  tip = g_strdup_printf (_("Remove Filter “%s”"), text);
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), text);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "window-close-symbolic");
  adw_button_content_set_can_shrink (ADW_BUTTON_CONTENT (content), TRUE);
  gtk_button_set_child (GTK_BUTTON (chip), content);
  gtk_widget_set_tooltip_text (chip, tip);
  gtk_widget_add_css_class (chip, "bw-chip");
  g_object_set_data (G_OBJECT (chip), "field", GUINT_TO_POINTER (field));
  g_signal_connect (chip, "clicked", G_CALLBACK (on_chip_clicked), self);
  return chip;
}

static void
show_chips (BwFilterBar *self)
{
  const BwAccountFilter *filter = bw_session_get_filter (self->session);
  gboolean any = FALSE;
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips))))
    adw_wrap_box_remove (self->chips, chip);
  for (guint field = 0; field < BW_N_ACCOUNT_FILTER_FIELDS; field++)
    {
      const char *const *words = bw_account_filter_get_words (filter, field);

      if (words == NULL || words[0] == NULL)
        continue;
      adw_wrap_box_append (self->chips, create_chip (self, field, words));
      any = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chips), any);
}

static void on_search_changed (GtkSearchEntry *entry, BwFilterBar *self);

static void
on_changed (BwSession *session, guint changes, BwFilterBar *self)
{
  const char *search;

  if (!(changes & BW_CHANGE_FILTER))
    return;
  show_chips (self);
  search = bw_account_filter_get_search (bw_session_get_filter (session));
  /* A search that was begun on another page is in sight on this one too. */
  if (search && *search)
    gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  if (g_strcmp0 (search ? search : "", gtk_editable_get_text (GTK_EDITABLE (self->entry))) == 0)
    return;
  /* The entry takes its old text out before it puts the new one in, and would say in between that
   * the search is empty; every other page would then take the search off. */
  g_signal_handlers_block_by_func (self->entry, on_search_changed, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), search ? search : "");
  g_signal_handlers_unblock_by_func (self->entry, on_search_changed, self);
}

static void
on_search_changed (GtkSearchEntry *entry, BwFilterBar *self)
{
  g_autoptr (BwAccountFilter) filter =
    bw_account_filter_copy (bw_session_get_filter (self->session));

  bw_account_filter_set_search (filter, gtk_editable_get_text (GTK_EDITABLE (entry)));
  bw_session_set_filter (self->session, filter);
}

static void
bw_filter_bar_dispose (GObject *object)
{
  BwFilterBar *self = BW_FILTER_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_filter_bar_parent_class)->dispose (object);
}

static void
bw_filter_bar_class_init (BwFilterBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_filter_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "bw-filter-bar");
}

static void
bw_filter_bar_init (BwFilterBar *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->search_bar = GTK_SEARCH_BAR (gtk_search_bar_new ());
  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_search_entry_set_placeholder_text (self->entry, _("Accounts by name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Accounts by name"), -1);
  gtk_search_entry_set_search_delay (self->entry, 60);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 400);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->entry));
  gtk_search_bar_set_child (self->search_bar, clamp);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->entry));
  gtk_widget_set_parent (GTK_WIDGET (self->search_bar), GTK_WIDGET (self));
  g_signal_connect (self->entry, "search-changed", G_CALLBACK (on_search_changed), self);

  self->chips = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->chips, 6);
  adw_wrap_box_set_line_spacing (self->chips, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->chips), "bw-chips");
  gtk_widget_set_parent (GTK_WIDGET (self->chips), GTK_WIDGET (self));
}

/**
 * bw_filter_bar_new:
 * @search_button: what opens and closes the search
 */
BwFilterBar *
bw_filter_bar_new (BwSession *session, GtkToggleButton *search_button)
{
  BwFilterBar *self = g_object_new (BW_TYPE_FILTER_BAR, NULL);

  self->session = g_object_ref (session);
  g_object_bind_property (search_button, "active", self->search_bar, "search-mode-enabled",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, 0);
  on_changed (session, BW_CHANGE_ALL, self);
  return self;
}

/**
 * bw_filter_bar_set_capture:
 *
 * Lets what is typed while @widget has the focus begin a search.
 */
void
bw_filter_bar_set_capture (BwFilterBar *self, GtkWidget *widget)
{
  gtk_search_bar_set_key_capture_widget (self->search_bar, widget);
}

void
bw_filter_bar_focus_search (BwFilterBar *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
