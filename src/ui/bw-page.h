/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-account-work.h"
#include "store/bw-mirror.h"
#include "ui/bw-session.h"

G_BEGIN_DECLS

/**
 * BwPageQuery:
 * @scope: the two snapshots, the filter, and for a page that reads rows the mirror
 * @mirror_path: where the mirror is
 * @options: what the page's own get_options() returned
 *
 * What a page computes from. Everything in it is immutable or belongs to the query, so that a
 * worker thread can use it while the session goes on to something else.
 */
typedef struct {
  BwFigureScope  scope;
  char          *mirror_path;
  gpointer       options;
} BwPageQuery;

#define BW_TYPE_PAGE (bw_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (BwPage, bw_page, BW, PAGE, AdwNavigationPage)

/**
 * BwPageClass:
 * @reads_rows: whether @compute needs single rows of the mirror, which is then opened for it
 * @preview: (nullable): a result, or %NULL, made without a snapshot: what can be shown while the
 *   first one is still being loaded. Called on the main thread, so it has to be quick
 * @get_options: (nullable): a copy of what the person has chosen on this page, for the worker
 * @free_options: frees what @get_options returned
 * @compute: called on a worker thread with all that the page shows of the query as its result;
 *   touches no widget. Returns %NULL with @error set when it cannot be computed.
 * @free_result: frees what @compute returned
 * @show: called on the main thread with the result, which the page does not own; puts it into
 *   widgets. It is only called with the result of the latest query.
 * @describe: (nullable): the page in sentences, for somebody who cannot see it
 * @get_work: (nullable): what is done about the account that is shown or chosen; %NULL when there is
 *   no single one, or it is not known yet. Needed where bw_acting_install() is used.
 * @prepare_work: (nullable): makes ready what @get_work and @list_chosen say, where it may not be
 *   of the account yet that is going to be chosen; %FALSE when that takes until the page calls
 *   bw_acting_resume()
 * @list_chosen: (nullable): the ids of the accounts that are chosen, where there can be several
 *
 * A page is made when it is first gone to. It computes when it is seen: a page in the background
 * only remembers that it is out of date. While it computes anew it keeps showing what it had.
 */
struct _BwPageClass {
  AdwNavigationPageClass parent_class;

  gboolean         reads_rows;
  gpointer       (*preview)      (BwPage *self);
  gpointer       (*get_options)  (BwPage *self);
  GDestroyNotify   free_options;
  gpointer       (*compute)      (const BwPageQuery *query, GCancellable *cancellable,
                                  GError **error);
  GDestroyNotify   free_result;
  void           (*show)         (BwPage *self, gpointer result);
  char          *(*describe)     (BwPage *self);
  const BwAccountWork *(*get_work) (BwPage *self);
  gboolean       (*prepare_work) (BwPage *self);
  char         **(*list_chosen)  (BwPage *self);
};

BwSession *bw_page_get_session  (BwPage *self);
gboolean   bw_page_get_collapsed (BwPage *self);
gboolean   bw_page_get_narrow   (BwPage *self);
void       bw_page_invalidate   (BwPage *self);
gboolean   bw_page_is_current   (BwPage *self);
gboolean   bw_page_is_settled   (BwPage *self);
gpointer   bw_page_get_result   (BwPage *self);
void       bw_page_show_too_few (BwPage *self, const char *title, const char *description);
char      *bw_page_describe     (BwPage *self);
const BwAccountWork *bw_page_get_work (BwPage *self);
void       bw_page_open_search  (BwPage *self);
void       bw_page_open_filter  (BwPage *self);
void       bw_page_open_date    (BwPage *self);
void       bw_page_open_menu    (BwPage *self);

G_END_DECLS
