/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scripted-server.h"

G_BEGIN_DECLS

/* What several tests have a backend do wrong, and what they ask of the message that comes of it. */

void bad_input_assert_message       (const GError *error, const char *words);
void bad_input_answer_endlessly     (ScriptedRequest *request, gulong pause);
void bad_input_answer_bomb          (ScriptedRequest *request);
void bad_input_answer_cut_off_chunk (ScriptedRequest *request);

G_END_DECLS
