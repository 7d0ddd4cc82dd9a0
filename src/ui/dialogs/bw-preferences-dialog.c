/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-preferences-dialog.h"

#include <glib/gi18n.h>

#include "ui/dialogs/bw-person-dialog.h"
#include "ui/review/bw-theme-page.h"

/**
 * BwPreferencesDialog:
 *
 * What a person prefers. Every row is bound to a setting; the session follows the settings.
 */
struct _BwPreferencesDialog {
  AdwPreferencesDialog  parent_instance;

  AdwSwitchRow         *start_row;
  AdwSpinRow           *minutes_row;
  AdwActionRow         *ca_row;
  GtkButton            *ca_button;
  GtkButton            *ca_clear_button;
  AdwSpinRow           *months_row;
  GtkWidget            *person_group;
  AdwActionRow         *person_row;
  AdwSwitchRow         *notify_row;
  AdwComboRow          *scheme_row;
  BwThemePage          *theme_page;

  GSettings            *settings;
  BwSnapshot           *snapshot; /* (nullable): with the people of the company that is open. */
};

G_DEFINE_FINAL_TYPE (BwPreferencesDialog, bw_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
on_ca_changed (GSettings *settings, const char *key, BwPreferencesDialog *self)
{
  g_autofree char *path = g_settings_get_string (settings, "private-ca");
  g_autofree char *shown = g_markup_escape_text (path, -1);

  adw_action_row_set_subtitle (self->ca_row, *path ? shown : _("None"));
  gtk_widget_set_visible (GTK_WIDGET (self->ca_clear_button), *path != '\0');
}

static void
on_ca_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwPreferencesDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file && g_file_peek_path (file))
    g_settings_set_string (self->settings, "private-ca", g_file_peek_path (file));
}

static void
on_choose_ca (GtkButton *button, BwPreferencesDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Choose a Certificate Authority"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        on_ca_chosen, g_object_ref (self));
}

static void
on_clear_ca (GtkButton *button, BwPreferencesDialog *self)
{
  g_settings_set_string (self->settings, "private-ca", "");
}

static void
on_person_changed (GSettings *settings, const char *key, BwPreferencesDialog *self)
{
  g_autofree char *id = g_settings_get_string (settings, "person");
  const BwPerson *person = self->snapshot ? bw_person_find (self->snapshot, id) : NULL;

  adw_action_row_set_subtitle (self->person_row,
                               person ? person->name
                                      : _("Not said: signs your notes, and says which accounts "
                                          "are yours"));
}

static void
on_choose_person (AdwActionRow *row, BwPreferencesDialog *self)
{
  adw_dialog_present (bw_person_dialog_new (self->settings, self->snapshot, TRUE),
                      GTK_WIDGET (self));
}

static gboolean
scheme_from_setting (GValue *value, GVariant *variant, gpointer data)
{
  const char *word = g_variant_get_string (variant, NULL);

  g_value_set_uint (value, g_str_equal (word, "light") ? 1 : g_str_equal (word, "dark") ? 2 : 0);
  return TRUE;
}

static GVariant *
scheme_to_setting (const GValue *value, const GVariantType *type, gpointer data)
{
  static const char *const words[] = { "system", "light", "dark" };
  guint chosen = g_value_get_uint (value);

  return g_variant_new_string (words[chosen < G_N_ELEMENTS (words) ? chosen : 0]);
}

static void
bw_preferences_dialog_dispose (GObject *object)
{
  BwPreferencesDialog *self = BW_PREFERENCES_DIALOG (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->snapshot, bw_snapshot_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_PREFERENCES_DIALOG);
  G_OBJECT_CLASS (bw_preferences_dialog_parent_class)->dispose (object);
}

static void
bw_preferences_dialog_class_init (BwPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_preferences_dialog_dispose;
  g_type_ensure (BW_TYPE_THEME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               BW_RESOURCES "bw-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwPreferencesDialog, start_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferencesDialog, minutes_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferencesDialog, ca_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferencesDialog, ca_button);
  gtk_widget_class_bind_template_child (widget_class, BwPreferencesDialog, ca_clear_button);
  gtk_widget_class_bind_template_child (widget_class, BwPreferencesDialog, months_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferencesDialog, person_group);
  gtk_widget_class_bind_template_child (widget_class, BwPreferencesDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferencesDialog, notify_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferencesDialog, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferencesDialog, theme_page);
}

static void
bw_preferences_dialog_init (BwPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->ca_button, "clicked", G_CALLBACK (on_choose_ca), self);
  g_signal_connect (self->ca_clear_button, "clicked", G_CALLBACK (on_clear_ca), self);
  g_signal_connect (self->person_row, "activated", G_CALLBACK (on_choose_person), self);
}

/**
 * bw_preferences_dialog_new:
 * @snapshot: (nullable): of the company that is open, whose people one of them can be chosen from
 *
 * Returns: (transfer floating): the preferences
 */
AdwDialog *
bw_preferences_dialog_new (GSettings *settings, BwSnapshot *snapshot)
{
  BwPreferencesDialog *self = g_object_new (BW_TYPE_PREFERENCES_DIALOG, NULL);

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "refresh-at-start", self->start_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "refresh-minutes", self->minutes_row, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "compare-months", self->months_row, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-triage", self->notify_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "colour-scheme", self->scheme_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, scheme_from_setting, scheme_to_setting,
                                NULL, NULL);
  bw_theme_page_set_settings (self->theme_page, settings);
  g_signal_connect_object (settings, "changed::private-ca", G_CALLBACK (on_ca_changed), self, 0);
  on_ca_changed (settings, "private-ca", self);
  if (snapshot && snapshot->table->n_people > 0)
    {
      self->snapshot = bw_snapshot_ref (snapshot);
      gtk_widget_set_visible (self->person_group, TRUE);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->person_row), FALSE);
      g_signal_connect_object (settings, "changed::person", G_CALLBACK (on_person_changed), self, 0);
      on_person_changed (settings, "person", self);
    }
  return ADW_DIALOG (self);
}
