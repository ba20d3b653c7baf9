/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terminal and locale → width and characters. */
#include "screen.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Nothing narrower can be laid out; what a terminal that does not know its width is taken for. */
enum { COLUMNS_LEAST = 20, COLUMNS_USUAL = 80, COLUMNS_MOST = 1000 };

static int within_reason(long columns) {
    return columns < COLUMNS_LEAST ? COLUMNS_LEAST
                                   : (int)(columns > COLUMNS_MOST ? COLUMNS_MOST : columns);
}

int cli_columns(int descriptor) {
    struct winsize size = {0};
    const char *text = getenv("COLUMNS");
    long columns = text == NULL ? 0 : strtol(text, NULL, 10);
    if (!isatty(descriptor)) {
        return 0;
    }
    if (columns <= 0 && ioctl(descriptor, TIOCGWINSZ, &size) == 0) {
        columns = size.ws_col;
    }
    return within_reason(columns > 0 ? columns : COLUMNS_USUAL);
}

/* Asked of a locale of its own: the program's stays "C", whose numbers it writes. */
static bool has_utf8(void) {
    locale_t own = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    if (own == (locale_t)0) {
        return false;
    }
    bool has = strcmp(nl_langinfo_l(CODESET, own), "UTF-8") == 0;
    freelocale(own);
    return has;
}

sk_text_style cli_text_style(void) {
    return (sk_text_style){.width = cli_columns(STDOUT_FILENO), .ascii = !has_utf8()};
}
