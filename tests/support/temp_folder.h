/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder that lives as long as a test. */
#ifndef TESTS_SUPPORT_TEMP_FOLDER_H
#define TESTS_SUPPORT_TEMP_FOLDER_H

/* Makes an empty folder (below $TMPDIR or /tmp) and returns its path; end it with
 * temp_folder_remove(). */
char *temp_folder_new(void);

/* Removes the folder with all that is in it, and frees `folder`. */
void temp_folder_remove(char *folder);

/* `folder`/`name`; free with free(). */
char *temp_path(const char *folder, const char *name);

/* Writes `text` to `folder`/`name` and returns that path; free with free(). */
char *temp_file(const char *folder, const char *name, const char *text);

#endif
