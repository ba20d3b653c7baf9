/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text → file → checked scenario. */
#include "support/scenario_text.h"

#include "support/assert_near.h"
#include "support/temp_folder.h"

#include <stdlib.h>

sk_scenario *scenario_of_text(const char *text, const char *policy) {
    char *folder = temp_folder_new();
    char *path = temp_file(folder, "scenario.cfg", text);
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    const sk_status st = sk_scenario_read(&scenario, path, NULL, 0, policy, error);
    for (int i = 0; st != SK_OK && i < sk_error_kept(error); i++) {
        print_error("%s\n", sk_error_text(error, i));
    }
    sk_error_free(error);
    free(path);
    temp_folder_remove(folder);
    assert_int_equal(st, SK_OK);
    return scenario;
}
