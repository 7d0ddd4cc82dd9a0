/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-connect-dialog.h"

#include <glib/gi18n.h>

#include "ui/dialogs/bw-alert.h"
#include "sync/bw-client.h"
#include "sync/bw-credentials.h"
#include "sync/bw-sync-error.h"

/**
 * BwConnectDialog:
 *
 * Makes a portfolio out of an address and a token, or gives one that is there a new token. The
 * connection can be tested first and is tested in any case: nothing is kept that does not work.
 */
struct _BwConnectDialog {
  AdwDialog            parent_instance;

  AdwEntryRow         *address_row;
  AdwPasswordEntryRow *token_row;
  AdwEntryRow         *name_row;
  AdwActionRow        *ca_row;
  GtkButton           *ca_button;
  GtkButton           *ca_clear_button;
  AdwButtonRow        *test_row;
  GtkWidget           *answer_box;
  GtkWidget           *answer_spinner;
  GtkImage            *answer_icon;
  GtkLabel            *answer_label;
  GtkButton           *connect_button;

  BwSession           *session;
  BwPortfolioInfo     *info;      /* (nullable): the portfolio that gets a new token. */
  char                *ca_file;
  GCancellable        *testing;
  gboolean             connects;  /* Whether to go on to connect when the test has succeeded. */
  gboolean             named;     /* The name was chosen and follows the address no more. */
};

G_DEFINE_FINAL_TYPE (BwConnectDialog, bw_connect_dialog, ADW_TYPE_DIALOG)

static const char *
text_of (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
answer (BwConnectDialog *self, const char *icon, const char *css_class, const char *text)
{
  const char *classes[] = { css_class, NULL };

  gtk_widget_set_visible (self->answer_box, TRUE);
  gtk_widget_set_visible (self->answer_spinner, icon == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->answer_icon), icon != NULL);
  if (icon)
    {
      gtk_image_set_from_icon_name (self->answer_icon, icon);
      gtk_widget_set_css_classes (GTK_WIDGET (self->answer_icon), classes);
    }
  gtk_label_set_text (self->answer_label, text);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->answer_label), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
update (BwConnectDialog *self)
{
  /* The buttons stay as they are while the backend is asked: one that went insensitive would lose
   * the focus, and Escape would not close the dialog any more. */
  gboolean ready = *text_of (self->address_row) != '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->connect_button),
                            ready && *text_of (self->name_row) != '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_row), ready);
}

static void
open_portfolio (BwConnectDialog *self)
{
  bw_session_open_info (self->session, g_steal_pointer (&self->info));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwConnectDialog) self = user_data;
  BwCredentialsPlace place = bw_credentials_store_finish (result);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (place == BW_CREDENTIALS_MEMORY && root)
    {
      AdwDialog *alert =
        adw_alert_dialog_new (_("The Token Is Not Kept"),
                              _("There is no keyring on this system, so the token is known until "
                                "Bellwether ends. You will be asked for it again."));

      adw_alert_dialog_add_response (ADW_ALERT_DIALOG (alert), "ok", _("_OK"));
      bw_alert_present (alert, GTK_WIDGET (root));
    }
  open_portfolio (self);
}

static void
keep (BwConnectDialog *self, const char *url)
{
  g_autoptr (GError) error = NULL;

  if (self->info == NULL)
    {
      self->info = bw_portfolio_add (text_of (self->name_row), BW_PORTFOLIO_HTTP, url, NULL,
                                     &error);
      if (self->info == NULL)
        {
          answer (self, "dialog-error-symbolic", "error", error->message);
          return;
        }
    }
  g_set_str (&self->info->url, url);
  g_set_str (&self->info->ca_file, self->ca_file);
  if (!bw_portfolio_save (self->info, &error))
    {
      answer (self, "dialog-error-symbolic", "error", error->message);
      return;
    }
  /* A backend that lets everybody in has no token to keep. */
  if (*text_of (self->token_row) == '\0')
    open_portfolio (self);
  else
    bw_credentials_store_async (self->info->slug, self->info->name, text_of (self->token_row), NULL,
                                on_stored, g_object_ref (self));
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bw_client_test_connection_finish (result, &error);
  g_autofree char *url = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->testing);
  if (g_error_matches (error, BW_SYNC_ERROR, BW_SYNC_ERROR_SIGNED_OUT)
      && *text_of (self->token_row) == '\0')
    answer (self, "dialog-error-symbolic", "error",
            _("The backend asks for a token. Whoever runs it can give you one."));
  else if (error)
    answer (self, "dialog-error-symbolic", "error", error->message);
  else
    {
      answer (self, "object-select-symbolic", "success", text);
      if (self->connects && bw_client_check_address (text_of (self->address_row), &url, NULL))
        keep (self, url);
    }
  update (self);
}

static void
test (BwConnectDialog *self, gboolean connects)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  const char *token = text_of (self->token_row);

  if (self->testing)
    {
      self->connects |= connects;
      return;
    }
  if (!bw_client_check_address (text_of (self->address_row), &url, &error))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
      answer (self, "dialog-error-symbolic", "error", error->message);
      return;
    }
  self->connects = connects;
  self->testing = g_cancellable_new ();
  answer (self, NULL, NULL, _("Asking the backend…"));
  bw_client_test_connection_async (url, *token ? token : NULL, self->ca_file, self->testing,
                                   on_tested, g_object_ref (self));
  update (self);
}

static void
on_test (AdwButtonRow *row, BwConnectDialog *self)
{
  test (self, FALSE);
}

static void
on_connect (GtkButton *button, BwConnectDialog *self)
{
  test (self, TRUE);
}

/* What is being tested is not what the dialog says any more. */
static void
forget_answer (BwConnectDialog *self)
{
  if (self->testing)
    g_cancellable_cancel (self->testing);
  g_clear_object (&self->testing);
  gtk_widget_set_visible (self->answer_box, FALSE);
}

static void
on_token_changed (AdwEntryRow *row, BwConnectDialog *self)
{
  forget_answer (self);
}

static void
on_address_changed (AdwEntryRow *row, BwConnectDialog *self)
{
  g_autofree char *url = NULL;
  g_autoptr (GUri) uri = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  forget_answer (self);
  if (!self->named && self->info == NULL && bw_client_check_address (text_of (row), &url, NULL))
    {
      uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
      gtk_editable_set_text (GTK_EDITABLE (self->name_row), uri ? g_uri_get_host (uri) : "");
      self->named = FALSE;
    }
  update (self);
}

static void
on_name_changed (AdwEntryRow *row, BwConnectDialog *self)
{
  self->named = TRUE;
  update (self);
}

static void
set_ca_file (BwConnectDialog *self, const char *path)
{
  g_autofree char *name = path ? g_path_get_basename (path) : NULL;
  g_autofree char *shown = name ? g_markup_escape_text (name, -1) : NULL;

  g_set_str (&self->ca_file, path);
  adw_action_row_set_subtitle (self->ca_row, shown ? shown : _("None"));
  gtk_widget_set_visible (GTK_WIDGET (self->ca_clear_button), path != NULL);
}

static void
on_ca_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwConnectDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file)
    set_ca_file (self, g_file_peek_path (file));
}

static void
on_choose_ca (GtkButton *button, BwConnectDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Choose a Certificate Authority"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        on_ca_chosen, g_object_ref (self));
}

static void
on_clear_ca (GtkButton *button, BwConnectDialog *self)
{
  set_ca_file (self, NULL);
}

static void
bw_connect_dialog_closed (AdwDialog *dialog)
{
  BwConnectDialog *self = BW_CONNECT_DIALOG (dialog);

  if (self->testing)
    g_cancellable_cancel (self->testing);
  g_clear_object (&self->testing);
}

static void
bw_connect_dialog_dispose (GObject *object)
{
  BwConnectDialog *self = BW_CONNECT_DIALOG (object);

  g_clear_object (&self->testing);
  g_clear_object (&self->session);
  g_clear_pointer (&self->info, bw_portfolio_info_free);
  g_clear_pointer (&self->ca_file, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_CONNECT_DIALOG);
  G_OBJECT_CLASS (bw_connect_dialog_parent_class)->dispose (object);
}

static void
bw_connect_dialog_class_init (BwConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_connect_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = bw_connect_dialog_closed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               BW_RESOURCES "bw-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, token_row);
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, ca_row);
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, ca_button);
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, ca_clear_button);
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, test_row);
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, answer_box);
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, answer_spinner);
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, answer_icon);
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, answer_label);
  gtk_widget_class_bind_template_child (widget_class, BwConnectDialog, connect_button);
}

static void
bw_connect_dialog_init (BwConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->address_row, "changed", G_CALLBACK (on_address_changed), self);
  g_signal_connect (self->token_row, "changed", G_CALLBACK (on_token_changed), self);
  g_signal_connect (self->name_row, "changed", G_CALLBACK (on_name_changed), self);
  g_signal_connect (self->ca_button, "clicked", G_CALLBACK (on_choose_ca), self);
  g_signal_connect (self->ca_clear_button, "clicked", G_CALLBACK (on_clear_ca), self);
  g_signal_connect (self->test_row, "activated", G_CALLBACK (on_test), self);
  g_signal_connect (self->connect_button, "clicked", G_CALLBACK (on_connect), self);
}

/**
 * bw_connect_dialog_new:
 * @portfolio: (nullable): the portfolio to connect anew, whose address is known
 */
AdwDialog *
bw_connect_dialog_new (BwSession *session, const char *portfolio)
{
  BwConnectDialog *self = g_object_new (BW_TYPE_CONNECT_DIALOG, NULL);
  g_autofree char *ca_file = g_settings_get_string (bw_session_get_settings (session),
                                                    "private-ca");

  self->session = g_object_ref (session);
  self->info = portfolio ? bw_portfolio_find (portfolio, NULL) : NULL;
  if (self->info)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->address_row),
                             self->info->url ? self->info->url : "");
      gtk_editable_set_text (GTK_EDITABLE (self->name_row), self->info->name);
      gtk_widget_set_sensitive (GTK_WIDGET (self->name_row), FALSE);
      adw_dialog_set_title (ADW_DIALOG (self), _("Sign In"));
      adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->token_row));
    }
  if (self->info && self->info->ca_file)
    set_ca_file (self, self->info->ca_file);
  else if (*ca_file)
    set_ca_file (self, ca_file);
  return ADW_DIALOG (self);
}
