/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every file of this folder includes and the compiler takes half of its time to read. No file
 * counts on it: only a build with the option precompiled_header, as that of the tests, uses it. */
#include <adwaita.h>
