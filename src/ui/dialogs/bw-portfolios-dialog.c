/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-portfolios-dialog.h"

#include <glib/gi18n.h>

#include "ui/bw-session-edits.h"
#include "ui/dialogs/bw-alert.h"

/**
 * BwPortfoliosDialog:
 *
 * Renames and removes portfolios.
 */
struct _BwPortfoliosDialog {
  AdwDialog            parent_instance;

  AdwToastOverlay     *toasts;
  AdwPreferencesGroup *group;
  GPtrArray           *rows;

  BwSession           *session;
};

G_DEFINE_FINAL_TYPE (BwPortfoliosDialog, bw_portfolios_dialog, ADW_TYPE_DIALOG)

static void fill (BwPortfoliosDialog *self);

static void
say (BwPortfoliosDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static const char *
row_name (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "name");
}

/* Both the row and its button know which portfolio they are about. */
static void
set_name (GtkWidget *row, GtkWidget *remove, const char *name)
{
  g_autofree char *tip = g_strdup_printf (_("Remove “%s”"), name);

  gtk_widget_set_tooltip_text (remove, tip);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (remove), "name", g_strdup (name), g_free);
}

static void
on_renamed (AdwEntryRow *row, BwPortfoliosDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*name == '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (row), row_name (row));
      say (self, _("A portfolio needs a name"));
      return;
    }
  if (bw_session_rename (self->session, row_name (row), name, &error))
    set_name (GTK_WIDGET (row), g_object_get_data (G_OBJECT (row), "remove"), name);
  else
    {
      gtk_editable_set_text (GTK_EDITABLE (row), row_name (row));
      say (self, error->message);
    }
}

static void
on_remove_response (AdwAlertDialog *alert, const char *response, BwPortfoliosDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "remove"))
    return;
  if (!bw_session_remove (self->session, row_name (alert), &error))
    say (self, error->message);
  fill (self);
}

/* What removing a portfolio does; @unsent is below 0 when its edits cannot be read. */
static char *
describe_removal (gint64 unsent)
{
  if (unsent < 0)
    return g_strdup (_("Its copy on this computer is deleted, with changes that may not have been "
                       "sent: the file that holds them cannot be read. The company’s own data "
                       "stays as it is."));
  if (unsent == 0)
    return g_strdup (_("Its copy on this computer is deleted. All your changes have been sent, and "
                       "the company’s own data stays as it is."));
  return g_strdup_printf (ngettext ("%d change that was not sent yet is lost for good. Its copy on "
                                    "this computer is deleted; the company’s own data stays as it "
                                    "is.",
                                    "%d changes that were not sent yet are lost for good. Its copy "
                                    "on this computer is deleted; the company’s own data stays as "
                                    "it is.",
                                    (gulong) unsent),
                          (int) unsent);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) button = user_data;
  GtkWidget *self = gtk_widget_get_ancestor (button, BW_TYPE_PORTFOLIOS_DIALOG);
  gint64 unsent = bw_session_count_unsent_finish (BW_SESSION (source), result, NULL);
  const char *name = row_name (button);
  g_autofree char *body = describe_removal (unsent);
  AdwDialog *dialog;
  AdwAlertDialog *alert;

  /* The dialog was closed meanwhile. */
  if (self == NULL)
    return;
  dialog = adw_alert_dialog_new (NULL, body);
  alert = ADW_ALERT_DIALOG (dialog);
  adw_alert_dialog_format_heading (alert, _("Remove “%s”?"), name);
  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "name", g_strdup (name), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_response), self, 0);
  bw_alert_present (dialog, self);
}

static void
on_remove_clicked (GtkButton *button, BwPortfoliosDialog *self)
{
  bw_session_count_unsent_async (self->session, row_name (button), on_counted,
                                 g_object_ref (button));
}

static GtkWidget *
create_row (BwPortfoliosDialog *self, const BwPortfolioInfo *info)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *source = bw_session_describe_source (info);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), source);
  gtk_editable_set_text (GTK_EDITABLE (row), info->name);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), remove);
  g_object_set_data (G_OBJECT (row), "remove", remove);
  set_name (row, remove, info->name);
  g_signal_connect (row, "apply", G_CALLBACK (on_renamed), self);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove_clicked), self);
  return row;
}

static void
fill (BwPortfoliosDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = bw_portfolio_list (&error);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  if (infos == NULL)
    {
      say (self, error->message);
      return;
    }
  for (guint i = 0; i < infos->len; i++)
    {
      GtkWidget *row = create_row (self, g_ptr_array_index (infos, i));

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  if (infos->len == 0)
    adw_dialog_close (ADW_DIALOG (self));
}

static void
bw_portfolios_dialog_dispose (GObject *object)
{
  BwPortfoliosDialog *self = BW_PORTFOLIOS_DIALOG (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_PORTFOLIOS_DIALOG);
  G_OBJECT_CLASS (bw_portfolios_dialog_parent_class)->dispose (object);
}

static void
bw_portfolios_dialog_class_init (BwPortfoliosDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_portfolios_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               BW_RESOURCES "bw-portfolios-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwPortfoliosDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, BwPortfoliosDialog, group);
}

static void
bw_portfolios_dialog_init (BwPortfoliosDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
bw_portfolios_dialog_new (BwSession *session)
{
  BwPortfoliosDialog *self = g_object_new (BW_TYPE_PORTFOLIOS_DIALOG, NULL);

  self->session = g_object_ref (session);
  fill (self);
  return ADW_DIALOG (self);
}
