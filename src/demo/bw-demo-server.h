/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-company.h"

G_BEGIN_DECLS

/**
 * BwDemoServer:
 *
 * A demo company as a company backend: it speaks over HTTP on this computer's loopback address the
 * part of PostgREST's protocol that a refresh and a delivery need. It runs on a thread of its own
 * and holds no rows but those that were written to it. A page that begins at a moment is found
 * without making what comes before it.
 */
typedef struct _BwDemoServer BwDemoServer;

/**
 * BwDemoServerOptions:
 * @port: 0 for any that is free
 * @token: (nullable): the bearer token that every request needs; %NULL to let everybody in
 * @jwt_secret: (nullable): in place of @token: every request needs a JWT that is signed with it
 *   (HS256), and sees what its role and person_id let it see
 * @writes_path: (nullable): the file that keeps what is written to the company; %NULL to forget it
 *   with the server
 * @max_rows: no answer has more rows, as with PostgREST's db-max-rows; 0 for 50,000
 */
typedef struct {
  guint16     port;
  const char *token;
  const char *jwt_secret;
  const char *writes_path;
  guint       max_rows;
} BwDemoServerOptions;

BwDemoServer *bw_demo_server_new     (BwDemoCompany              *company,
                                      const BwDemoServerOptions  *options,
                                      GError                    **error);
void          bw_demo_server_free    (BwDemoServer *server);
const char   *bw_demo_server_get_url (const BwDemoServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDemoServer, bw_demo_server_free)

G_END_DECLS
