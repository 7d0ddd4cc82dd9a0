/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-page.h"

#include <glib/gi18n.h>

#include "model/bw-money.h"
#include "store/bw-mirror-edits.h"
#include "ui/bw-filter-bar.h"
#include "ui/bw-header-bar.h"
#include "ui/bw-page-body.h"
#include "ui/bw-window.h"

/* A page that has nothing to show yet waits this long before it says that it is loading. */
#define PATIENCE_MILLISECONDS 300

typedef struct {
  AdwToolbarView *toolbar_view;
  BwHeaderBar    *header;
  GtkStack       *stack;
  GtkWidget      *body;
  GtkWidget      *loading;     /* Made when first needed, as is @status. */
  GtkWidget      *status;

  BwFilterBar    *filter_bar;  /* (nullable): made when a search or a filter is first used. */

  BwSession      *session;
  gboolean        tight;
  gboolean        collapsed;
  gboolean        narrow;

  GCancellable   *cancellable; /* Of the computation under way. */
  gpointer        result;
  gboolean        is_stale;    /* The session has gone on since @result was computed. */
  gboolean        has_too_few;
  guint           patience;
  BwPageBody      showing;
} BwPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BwPage, bw_page, ADW_TYPE_NAVIGATION_PAGE)

enum {
  PROP_0,
  PROP_SESSION,
  PROP_BODY,
  PROP_TIGHT,
  PROP_COLLAPSED,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

typedef struct {
  BwPageClass *klass;
  BwPageQuery  query;
  BwAccountFilter *filter;
  char        *outbox_path;
} Work;

static void page_refresh (BwPage *self);

static void
work_free (Work *work)
{
  g_clear_pointer (&work->query.scope.snapshot, bw_snapshot_unref);
  g_clear_pointer (&work->query.scope.compare, bw_snapshot_unref);
  bw_account_filter_free (work->filter);
  g_free (work->query.mirror_path);
  g_free (work->outbox_path);
  if (work->query.options)
    work->klass->free_options (work->query.options);
  g_free (work);
}

static void
work_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (BwMirror) mirror = NULL;
  GError *error = NULL;
  gpointer result;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (work->klass->reads_rows)
    {
      mirror = bw_mirror_open (work->query.mirror_path, BW_MIRROR_READ_ONLY, &error);
      /* What the person has edited is in the rows that the page reads. */
      if (mirror == NULL || !bw_mirror_show_edits (mirror, work->outbox_path, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      work->query.scope.mirror = mirror;
    }
  result = work->klass->compute (&work->query, cancellable, &error);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, work->klass->free_result);
}

static void
show_child (BwPage *self, GtkWidget *child)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  g_clear_handle_id (&priv->patience, g_source_remove);
  bw_page_body_stop (&priv->showing);
  gtk_stack_set_visible_child (priv->stack, child);
}

static void
show_status (BwPage *self, const char *icon, const char *title, const char *description,
             const char *button, const char *action)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);
  g_autofree char *markup = description ? g_markup_escape_text (description, -1) : NULL;
  GtkWidget *child = NULL;

  if (priv->status == NULL)
    {
      priv->status = adw_status_page_new ();
      gtk_stack_add_child (priv->stack, priv->status);
    }
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (priv->status), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (priv->status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (priv->status), markup);
  if (button)
    {
      child = gtk_button_new_with_mnemonic (button);
      gtk_widget_set_halign (child, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (child, "pill");
      gtk_widget_add_css_class (child, "suggested-action");
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (child), action);
    }
  adw_status_page_set_child (ADW_STATUS_PAGE (priv->status), child);
  show_child (self, priv->status);
}

/* What is being waited for, when it is the first look at data that came at once: nothing else takes
 * long enough to be worth a word. */
static char *
describe_wait (BwSession *session, char **title)
{
  guint total, read = bw_session_get_rows_read (session, &total);
  g_autofree char *detail = NULL, *read_text = NULL, *total_text = NULL;

  *title = NULL;
  if (bw_session_get_snapshot (session) != NULL)
    return NULL;
  if (bw_session_get_status (session) == BW_STATUS_REFRESHING)
    {
      *title = bw_session_describe_status (session, &detail);
      return g_steal_pointer (&detail);
    }
  if (read == 0)
    return NULL;
  read_text = bw_number_format (read, 0);
  total_text = bw_number_format (total, 0);
  /* Translators: both are numbers of rows of the data. */
  return g_strdup_printf (_("%1$s of %2$s rows read. Later, every day opens at once."), read_text,
                          total_text);
}

/* Called again and again until there is something to show, as long as somebody looks. */
static gboolean
patience_is_over (gpointer data)
{
  BwPage *self = data;
  BwPagePrivate *priv = bw_page_get_instance_private (self);
  g_autofree char *title = NULL;
  g_autofree char *words = describe_wait (priv->session, &title);
  g_autofree char *markup = words ? g_markup_escape_text (words, -1) : NULL;

  if (priv->loading == NULL)
    {
      g_autoptr (AdwSpinnerPaintable) spinner = NULL;

      priv->loading = adw_status_page_new ();
      spinner = adw_spinner_paintable_new (priv->loading);
      adw_status_page_set_paintable (ADW_STATUS_PAGE (priv->loading), GDK_PAINTABLE (spinner));
      gtk_stack_add_child (priv->stack, priv->loading);
    }
  adw_status_page_set_title (ADW_STATUS_PAGE (priv->loading), title ? title : _("Loading…"));
  adw_status_page_set_description (ADW_STATUS_PAGE (priv->loading), markup);
  gtk_stack_set_visible_child (priv->stack, priv->loading);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_CONTINUE;
  priv->patience = 0;
  return G_SOURCE_REMOVE;
}

static void
wait_patiently (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  /* What was shown before stays until there is something new: it is dated, never wrong. */
  if (priv->result == NULL && priv->patience == 0)
    priv->patience = g_timeout_add (PATIENCE_MILLISECONDS, patience_is_over, self);
}

static void
drop_result (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  if (priv->result)
    BW_PAGE_GET_CLASS (self)->free_result (priv->result);
  priv->result = NULL;
}

static void
show_result (BwPage *self, gpointer result)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);
  BwPageClass *klass = BW_PAGE_GET_CLASS (self);
  gpointer old = priv->result;

  /* The old result is freed after the widgets have let go of what they borrow from it. */
  priv->result = result;
  priv->has_too_few = FALSE;
  klass->show (self, result);
  if (old)
    klass->free_result (old);
  if (!priv->has_too_few && priv->body)
    {
      g_clear_handle_id (&priv->patience, g_source_remove);
      bw_page_body_show (&priv->showing, priv->stack, priv->body);
    }
}

static void
on_computed (GObject *source, GAsyncResult *async, gpointer user_data)
{
  BwPage *self = BW_PAGE (source);
  BwPagePrivate *priv = bw_page_get_instance_private (self);
  BwPageClass *klass = BW_PAGE_GET_CLASS (self);
  g_autoptr (GError) error = NULL;
  gpointer result = g_task_propagate_pointer (G_TASK (async), &error);

  /* A cancelled computation has been superseded; the one that did so takes over from here. */
  if (g_task_get_cancellable (G_TASK (async)) != priv->cancellable)
    {
      if (result)
        klass->free_result (result);
      return;
    }
  g_clear_object (&priv->cancellable);
  if (error)
    {
      show_status (self, "dialog-error-symbolic", _("This Page Cannot Be Shown"), error->message,
                   NULL, NULL);
      return;
    }
  show_result (self, result);
}

static void
cancel (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  if (priv->cancellable)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
}

/* Nothing has come, or what has come holds no account: says which, and what to do about it. */
static void
show_no_data (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);
  const char *action = NULL;
  const char *remedy = bw_session_get_remedy (priv->session, &action);
  g_autofree char *detail = NULL;
  g_autofree char *words = bw_session_describe_status (priv->session, &detail);
  const BwPortfolioInfo *info = bw_session_get_info (priv->session);

  if (bw_session_get_status (priv->session) != BW_STATUS_UP_TO_DATE)
    show_status (self, "network-server-symbolic", words, detail, remedy, action);
  else if (info && info->source == BW_PORTFOLIO_CSV)
    show_status (self, "network-server-symbolic", _("No Accounts Yet"),
                 _("The files that were imported hold no account."), _("_Import Files…"),
                 "win.import");
  else
    show_status (self, "network-server-symbolic", _("No Accounts Yet"),
                 _("The backend has no account that you may see."), _("_Refresh"), "win.refresh");
}

static void
page_refresh (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);
  BwPageClass *klass = BW_PAGE_GET_CLASS (self);
  BwSnapshot *snapshot;
  g_autoptr (GTask) task = NULL;
  const GError *error;
  Work *work;

  if (!priv->is_stale || priv->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  snapshot = bw_session_get_snapshot (priv->session);
  error = bw_session_get_error (priv->session);
  if (error)
    {
      priv->is_stale = FALSE;
      cancel (self);
      show_status (self, "dialog-error-symbolic", _("The Portfolio Cannot Be Read"),
                   error->message, _("_Try Again"), "win.reload");
      return;
    }
  if (snapshot == NULL)
    {
      gpointer preview = klass->preview ? klass->preview (self) : NULL;

      if (preview)
        show_result (self, preview);
      else if (bw_session_get_loading (priv->session)
          || bw_session_get_status (priv->session) == BW_STATUS_REFRESHING)
        wait_patiently (self);
      else
        {
          priv->is_stale = FALSE;
          cancel (self);
          show_no_data (self);
        }
      return;
    }
  if (snapshot->n == 0)
    {
      priv->is_stale = FALSE;
      cancel (self);
      show_status (self, "x-office-calendar-symbolic", _("No Accounts on This Day"),
                   _("No account had a contract on the day that is shown."), _("_Latest Day"),
                   "win.latest");
      return;
    }

  priv->is_stale = FALSE;
  cancel (self);
  wait_patiently (self);

  work = g_new0 (Work, 1);
  work->klass = klass;
  work->query.scope.snapshot = bw_snapshot_ref (snapshot);
  if (bw_session_get_compared (priv->session))
    work->query.scope.compare = bw_snapshot_ref (bw_session_get_compared (priv->session));
  work->filter = bw_account_filter_copy (bw_session_get_filter (priv->session));
  work->query.scope.filter = work->filter;
  work->query.mirror_path = g_strdup (bw_session_get_info (priv->session)->mirror_path);
  work->outbox_path = g_strdup (bw_session_get_info (priv->session)->outbox_path);
  if (klass->get_options)
    work->query.options = klass->get_options (self);

  priv->cancellable = g_cancellable_new ();
  task = g_task_new (self, priv->cancellable, on_computed, NULL);
  g_task_set_source_tag (task, page_refresh);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, work_run);
}

static void on_search_toggled (GtkToggleButton *button, BwPage *self);

/* The search and the filters in force stand below the header, made when they are first needed. */
static BwFilterBar *
need_filter_bar (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  if (priv->filter_bar == NULL)
    {
      GtkToggleButton *button = bw_header_bar_get_search_button (priv->header);

      /* A bar that finds a search in force switches the button on while it is being made. */
      g_signal_handlers_block_by_func (button, on_search_toggled, self);
      priv->filter_bar = bw_filter_bar_new (priv->session, button);
      g_signal_handlers_unblock_by_func (button, on_search_toggled, self);
      adw_toolbar_view_add_top_bar (priv->toolbar_view, GTK_WIDGET (priv->filter_bar));
      bw_filter_bar_set_capture (priv->filter_bar, GTK_WIDGET (self));
    }
  return priv->filter_bar;
}

static void
on_search_toggled (GtkToggleButton *button, BwPage *self)
{
  need_filter_bar (self);
}

static void
on_changed (BwSession *session, guint changes, BwPage *self)
{
  BwSessionChange data = BW_CHANGE_PORTFOLIO | BW_CHANGE_FILTER | BW_CHANGE_DATA;

  if ((changes & BW_CHANGE_FILTER) && !bw_account_filter_is_empty (bw_session_get_filter (session)))
    need_filter_bar (self);
  /* What a refresh is doing matters only to a page that has nothing to show yet. */
  if (bw_session_get_snapshot (session) == NULL)
    data |= BW_CHANGE_STATUS;
  /* Edits are among the rows; the snapshots hold nothing that a person edits. */
  if (BW_PAGE_GET_CLASS (self)->reads_rows)
    data |= BW_CHANGE_EDITS;
  if (changes & data)
    bw_page_invalidate (self);
}

/* Where one bar has no room for all controls a second one at the bottom takes some of them. */
static void
set_tight (BwPage *self, gboolean tight)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  if (priv->tight == tight)
    return;
  priv->tight = tight;
  if (tight && gtk_widget_get_parent (bw_header_bar_get_bottom (priv->header)) == NULL)
    adw_toolbar_view_add_bottom_bar (priv->toolbar_view, bw_header_bar_get_bottom (priv->header));
  bw_header_bar_set_tight (priv->header, tight);
  adw_toolbar_view_set_reveal_bottom_bars (priv->toolbar_view, tight);
}

static void
set_collapsed (BwPage *self, gboolean collapsed)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  if (priv->collapsed == collapsed)
    return;
  priv->collapsed = collapsed;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COLLAPSED]);
}

static void
set_narrow (BwPage *self, gboolean narrow)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  if (priv->narrow == narrow)
    return;
  priv->narrow = narrow;
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "bw-narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-narrow");
  bw_header_bar_set_narrow (priv->header, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NARROW]);
}

static void
bw_page_root (GtkWidget *widget)
{
  GtkRoot *root;

  GTK_WIDGET_CLASS (bw_page_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (BW_IS_WINDOW (root))
    {
      g_object_bind_property (root, "tight", widget, "tight", G_BINDING_SYNC_CREATE);
      g_object_bind_property (root, "collapsed", widget, "collapsed", G_BINDING_SYNC_CREATE);
      g_object_bind_property (root, "narrow", widget, "narrow", G_BINDING_SYNC_CREATE);
    }
}

static void
bw_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_page_parent_class)->map (widget);
  page_refresh (BW_PAGE (widget));
}

/* A page that stays in the window unseen is hidden: it is not styled until it comes back, and is no
 * place for a screen reader to go to. */
static void
bw_page_showing (AdwNavigationPage *page)
{
  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
}

static void
bw_page_hidden (AdwNavigationPage *page)
{
  gtk_widget_set_visible (GTK_WIDGET (page), FALSE);
}

static void
bw_page_constructed (GObject *object)
{
  BwPage *self = BW_PAGE (object);
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  G_OBJECT_CLASS (bw_page_parent_class)->constructed (object);
  bw_header_bar_set_session (priv->header, priv->session);
  g_signal_connect (bw_header_bar_get_search_button (priv->header), "toggled",
                    G_CALLBACK (on_search_toggled), self);
  g_signal_connect_object (priv->session, "changed", G_CALLBACK (on_changed), self, 0);
  priv->is_stale = TRUE;
  if (!bw_account_filter_is_empty (bw_session_get_filter (priv->session)))
    need_filter_bar (self);
}

static void
bw_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BwPagePrivate *priv = bw_page_get_instance_private (BW_PAGE (object));

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, priv->session);
      break;
    case PROP_BODY:
      g_value_set_object (value, priv->body);
      break;
    case PROP_TIGHT:
      g_value_set_boolean (value, priv->tight);
      break;
    case PROP_COLLAPSED:
      g_value_set_boolean (value, priv->collapsed);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, priv->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BwPage *self = BW_PAGE (object);
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  switch (id)
    {
    case PROP_SESSION:
      priv->session = g_value_dup_object (value);
      break;
    case PROP_BODY:
      g_return_if_fail (priv->body == NULL);
      priv->body = g_value_get_object (value);
      if (priv->body)
        gtk_stack_add_child (priv->stack, priv->body);
      break;
    case PROP_TIGHT:
      set_tight (self, g_value_get_boolean (value));
      break;
    case PROP_COLLAPSED:
      set_collapsed (self, g_value_get_boolean (value));
      break;
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_page_dispose (GObject *object)
{
  BwPage *self = BW_PAGE (object);
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  g_clear_handle_id (&priv->patience, g_source_remove);
  bw_page_body_stop (&priv->showing);
  cancel (self);
  g_clear_object (&priv->session);
  G_OBJECT_CLASS (bw_page_parent_class)->dispose (object);
}

static void
bw_page_finalize (GObject *object)
{
  /* After dispose, since widgets may borrow from the result until they are gone. */
  drop_result (BW_PAGE (object));
  G_OBJECT_CLASS (bw_page_parent_class)->finalize (object);
}

static void
bw_page_class_init (BwPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AdwNavigationPageClass *page_class = ADW_NAVIGATION_PAGE_CLASS (klass);

  object_class->constructed = bw_page_constructed;
  object_class->get_property = bw_page_get_property;
  object_class->set_property = bw_page_set_property;
  object_class->dispose = bw_page_dispose;
  object_class->finalize = bw_page_finalize;
  widget_class->root = bw_page_root;
  widget_class->map = bw_page_map;
  page_class->showing = bw_page_showing;
  page_class->hidden = bw_page_hidden;

  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                               | G_PARAM_STATIC_STRINGS);
  props[PROP_BODY] = g_param_spec_object ("body", NULL, NULL, GTK_TYPE_WIDGET,
                                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_TIGHT] = g_param_spec_boolean ("tight", NULL, NULL, FALSE,
                                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                               | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (BW_TYPE_HEADER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, BwPage, toolbar_view);
  gtk_widget_class_bind_template_child_private (widget_class, BwPage, header);
  gtk_widget_class_bind_template_child_private (widget_class, BwPage, stack);
}

static void
bw_page_init (BwPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

BwSession *
bw_page_get_session (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  return priv->session;
}

/**
 * bw_page_get_collapsed:
 *
 * Returns: whether the window has no room for its sidebar beside the page, and so none in a page for
 *   two things beside each other; the property "collapsed" notifies
 */
gboolean
bw_page_get_collapsed (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  return priv->collapsed;
}

/**
 * bw_page_get_narrow:
 *
 * Returns: whether the window is as narrow as a phone; the property "narrow" notifies
 */
gboolean
bw_page_get_narrow (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  return priv->narrow;
}

/**
 * bw_page_invalidate:
 *
 * Has the page compute anew, at once when it is seen, else when it next is. For a page to call
 * when a person has changed one of its options.
 */
void
bw_page_invalidate (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  priv->is_stale = TRUE;
  page_refresh (self);
}

/**
 * bw_page_is_current:
 *
 * Returns: whether what the page has computed is of the data as it is now
 */
gboolean
bw_page_is_current (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  return !priv->is_stale && priv->cancellable == NULL;
}

/**
 * bw_page_is_settled:
 *
 * Returns: whether what is shown is up to date and nothing is being computed
 */
gboolean
bw_page_is_settled (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  return bw_page_is_current (self) && priv->patience == 0
         && !bw_page_body_is_awaited (&priv->showing)
         && !gtk_stack_get_transition_running (priv->stack);
}

/**
 * bw_page_get_result:
 *
 * Returns: (nullable) (transfer none): what the page computed last and shows
 */
gpointer
bw_page_get_result (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  return priv->result;
}

/**
 * bw_page_show_too_few:
 * @title: what there is too little of
 * @description: (nullable): how many there are, and how many it takes
 *
 * For show() to call instead of filling the page, when the accounts are too few to say anything.
 */
void
bw_page_show_too_few (BwPage *self, const char *title, const char *description)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);
  gboolean filtered = !bw_account_filter_is_empty (bw_session_get_filter (priv->session));

  priv->has_too_few = TRUE;
  show_status (self, "system-search-symbolic", title, description,
               filtered ? _("_Clear Filter") : NULL, filtered ? "win.clear-filter" : NULL);
}

/**
 * bw_page_describe:
 *
 * Returns: (transfer full): the page in sentences; its title when it has nothing more to say
 */
char *
bw_page_describe (BwPage *self)
{
  BwPageClass *klass = BW_PAGE_GET_CLASS (self);
  char *text = klass->describe ? klass->describe (self) : NULL;

  return text ? text : g_strdup (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (self)));
}

void
bw_page_open_search (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  need_filter_bar (self);
  gtk_toggle_button_set_active (bw_header_bar_get_search_button (priv->header), TRUE);
  bw_filter_bar_focus_search (priv->filter_bar);
}

void
bw_page_open_filter (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  gtk_menu_button_popup (bw_header_bar_get_filter_button (priv->header));
}

void
bw_page_open_date (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  bw_header_bar_open_date (priv->header);
}

void
bw_page_open_menu (BwPage *self)
{
  BwPagePrivate *priv = bw_page_get_instance_private (self);

  bw_header_bar_open_menu (priv->header);
}
