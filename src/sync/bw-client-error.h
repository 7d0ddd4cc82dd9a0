/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sync/bw-sync-error.h"

G_BEGIN_DECLS

void bw_client_error_from_transport (const char            *host,
                                     guint                  stall_seconds,
                                     GTlsCertificateFlags   certificate,
                                     const GError          *cause,
                                     GError               **error);
void bw_client_error_from_answer    (const char  *host,
                                     const char  *path_and_query,
                                     gboolean     has_token,
                                     guint        status,
                                     const char  *location,
                                     GBytes      *body,
                                     GError     **error);
char    *bw_client_error_read_body     (GBytes *body, char **code);
gboolean bw_client_error_is_web_page   (GBytes *body);
void     bw_client_error_from_web_page (const char *host, const char *path_and_query,
                                        GError **error);

G_END_DECLS
