/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-filter-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/bw-filter-bar.h"

/**
 * BwFilterPopover:
 *
 * Narrows down the accounts by owner, tier, industry and region: one value of each, or all. The
 * choices are those of the portfolio that is open.
 */
struct _BwFilterPopover {
  GtkPopover  parent_instance;

  AdwComboRow *rows[BW_N_ACCOUNT_FILTER_FIELDS]; /* NULL for fields that are not chosen here. */
  GPtrArray   *words[BW_N_ACCOUNT_FILTER_FIELDS]; /* The first is NULL: all. */

  BwSession   *session;
  gboolean     is_updating;
};

G_DEFINE_FINAL_TYPE (BwFilterPopover, bw_filter_popover, GTK_TYPE_POPOVER)

static const struct {
  BwAccountFilterField  field;
  const char           *title;
} choices[] = {
  { BW_ACCOUNT_FILTER_OWNER, N_("Owner") },
  { BW_ACCOUNT_FILTER_TIER, N_("Tier") },
  { BW_ACCOUNT_FILTER_INDUSTRY, N_("Industry") },
  { BW_ACCOUNT_FILTER_REGION, N_("Region") },
};

static void
on_selected (AdwComboRow *row, GParamSpec *pspec, BwFilterPopover *self)
{
  g_autoptr (BwAccountFilter) filter = NULL;

  if (self->is_updating)
    return;
  filter = bw_account_filter_copy (bw_session_get_filter (self->session));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      BwAccountFilterField field = choices[i].field;
      const char *words[2] = { NULL, NULL };

      if (self->rows[field] != row)
        continue;
      words[0] = g_ptr_array_index (self->words[field], adw_combo_row_get_selected (row));
      bw_account_filter_set_words (filter, field, words[0] ? words : NULL);
    }
  bw_session_set_filter (self->session, filter);
}

static GPtrArray *
list_words (BwSnapshot *snapshot, BwAccountFilterField field)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const BwAccountTable *table = snapshot->table;

  g_ptr_array_add (words, NULL);
  switch (field)
    {
    case BW_ACCOUNT_FILTER_OWNER:
      {
        g_autofree guint8 *owns = g_new0 (guint8, table->n_people + 1);

        for (guint i = 0; i < table->n; i++)
          if (table->owner[i] != BW_INDEX_NONE)
            owns[table->owner[i]] = 1;
        for (guint i = 0; i < table->n_people; i++)
          if (owns[i])
            g_ptr_array_add (words, g_strdup (table->people[i].id));
        break;
      }
    case BW_ACCOUNT_FILTER_TIER:
      for (guint i = 0; i < BW_N_TIERS; i++)
        g_ptr_array_add (words, g_strdup (bw_tier_word (i)));
      break;
    case BW_ACCOUNT_FILTER_INDUSTRY:
      for (guint i = 0; i < table->n_industries; i++)
        g_ptr_array_add (words, g_strdup (table->industries[i]));
      break;
    case BW_ACCOUNT_FILTER_REGION:
      for (guint i = 0; i < table->n_regions; i++)
        g_ptr_array_add (words, g_strdup (table->regions[i]));
      break;
    case BW_ACCOUNT_FILTER_STAGE:
    case BW_ACCOUNT_FILTER_QUADRANT:
    case BW_ACCOUNT_FILTER_AREA:
    case BW_ACCOUNT_FILTER_FLAG:
    case BW_ACCOUNT_FILTER_ID:
    case BW_N_ACCOUNT_FILTER_FIELDS:
    default:
      break;
    }
  return words;
}

static void
fill (BwFilterPopover *self)
{
  BwSnapshot *snapshot = bw_session_get_snapshot (self->session);
  const BwAccountFilter *filter = bw_session_get_filter (self->session);

  if (snapshot == NULL)
    return;
  self->is_updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      BwAccountFilterField field = choices[i].field;
      const char *const *chosen = bw_account_filter_get_words (filter, field);
      g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
      guint selected = 0;

      g_clear_pointer (&self->words[field], g_ptr_array_unref);
      self->words[field] = list_words (snapshot, field);
      gtk_string_list_append (titles, _("All"));
      for (guint j = 1; j < self->words[field]->len; j++)
        {
          const char *word = g_ptr_array_index (self->words[field], j);
          g_autofree char *title = bw_filter_word_title (field, word, snapshot);

          gtk_string_list_append (titles, title);
          if (chosen && chosen[0] && g_str_equal (chosen[0], word))
            selected = j;
        }
      adw_combo_row_set_model (self->rows[field], G_LIST_MODEL (titles));
      adw_combo_row_set_selected (self->rows[field], selected);
      adw_combo_row_set_enable_search (self->rows[field], self->words[field]->len > 12);
    }
  self->is_updating = FALSE;
}

static void
on_changed (BwSession *session, guint changes, BwFilterPopover *self)
{
  if ((changes & (BW_CHANGE_FILTER | BW_CHANGE_DATA)) && !self->is_updating)
    fill (self);
}

static void
bw_filter_popover_dispose (GObject *object)
{
  BwFilterPopover *self = BW_FILTER_POPOVER (object);

  for (guint i = 0; i < BW_N_ACCOUNT_FILTER_FIELDS; i++)
    g_clear_pointer (&self->words[i], g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_filter_popover_parent_class)->dispose (object);
}

static void
bw_filter_popover_class_init (BwFilterPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_filter_popover_dispose;
}

static void
bw_filter_popover_init (BwFilterPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *clear = gtk_button_new_with_mnemonic (_("_Clear Filter"));

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *row = adw_combo_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(choices[i].title));
      g_signal_connect (row, "notify::selected", G_CALLBACK (on_selected), self);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      self->rows[choices[i].field] = ADW_COMBO_ROW (row);
    }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (clear), "win.clear-filter");
  gtk_widget_set_halign (clear, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), clear);
  gtk_widget_set_size_request (box, 300, -1);
  gtk_widget_add_css_class (box, "bw-filter-box");
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
bw_filter_popover_new (BwSession *session)
{
  BwFilterPopover *self = g_object_new (BW_TYPE_FILTER_POPOVER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, 0);
  fill (self);
  return GTK_WIDGET (self);
}
