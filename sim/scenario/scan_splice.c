/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of files → one text, line by line with the place each line was taken from. */
#include "scenario/scan.h"

#include <stdlib.h>
#include <string.h>

static bool is_at_line_start(const ski_splice *splice) {
    return splice->length == 0 || splice->text[splice->length - 1] == '\n';
}

static sk_status add_byte(ski_splice *splice, char byte) {
    if (ski_grow((void **)&splice->text, &splice->capacity, splice->length + 1, 1) != 0) {
        return SK_ERR_MEMORY;
    }
    splice->text[splice->length++] = byte;
    splice->text[splice->length] = '\0';
    return SK_OK;
}

sk_status ski_splice_add(ski_splice *splice, ski_where *where, const char *text, int length) {
    sk_status st = SK_OK;
    for (int i = 0; i < length && st == SK_OK; i++) {
        if (is_at_line_start(splice)) {
            if (ski_grow((void **)&splice->lines, &splice->line_capacity, splice->line_count,
                         sizeof(ski_where)) != 0) {
                return SK_ERR_MEMORY;
            }
            splice->lines[splice->line_count++] = *where;
        }
        where->line += text[i] == '\n';
        st = add_byte(splice, text[i]);
    }
    return st;
}

sk_status ski_splice_end_line(ski_splice *splice) {
    return is_at_line_start(splice) ? SK_OK : add_byte(splice, '\n');
}

void ski_splice_free(ski_splice *splice) {
    free(splice->text);
    free(splice->lines);
}
