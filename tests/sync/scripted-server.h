/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A server on loopback that answers as a test tells it to, well or badly: with any bytes at all,
 * too many of them, too few, or none. Each connection has a thread of its own.
 */

typedef struct _ScriptedServer ScriptedServer;

/* One request that waits for its answer. */
typedef struct {
  ScriptedServer *server;
  GIOStream      *stream;
  char           *method;
  char           *target;  /* path and query, as they came */
  char           *headers; /* all lines of the head */
  gboolean        close;   /* set to end the connection after the answer */
} ScriptedRequest;

typedef void (*ScriptedHandler) (ScriptedRequest *request, gpointer data);

ScriptedServer *scripted_server_new     (ScriptedHandler  handler,
                                         gpointer         data,
                                         GTlsCertificate *certificate);
const char     *scripted_server_get_url (ScriptedServer *server);
void            scripted_server_free    (ScriptedServer *server);

void            scripted_send           (ScriptedRequest *request, const void *bytes,
                                         gssize length);
void            scripted_answer         (ScriptedRequest *request,
                                         const char      *status,
                                         const char      *headers,
                                         const char      *body);
void            scripted_stall          (ScriptedRequest *request);
gboolean        scripted_is_gone        (ScriptedRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptedServer, scripted_server_free)

G_END_DECLS
