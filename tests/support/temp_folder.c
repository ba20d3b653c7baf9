/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders and files below /tmp for the length of a test. A failure here stops the test program. */
#include "support/temp_folder.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void require(bool holds, const char *what) {
    if (!holds) {
        perror(what);
        abort();
    }
}

char *temp_path(const char *folder, const char *name) {
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    require(path != NULL, "temp_path");
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

char *temp_folder_new(void) {
    const char *below = getenv("TMPDIR");
    char *folder = temp_path(below != NULL ? below : "/tmp", "skarn-test-XXXXXX");
    require(mkdtemp(folder) != NULL, folder);
    return folder;
}

char *temp_file(const char *folder, const char *name, const char *text) {
    char *path = temp_path(folder, name);
    FILE *file = fopen(path, "w");
    require(file != NULL, path);
    require(fputs(text, file) >= 0 && fclose(file) == 0, path);
    return path;
}

static void remove_all(const char *path) {
    struct stat what;
    if (lstat(path, &what) == 0 && S_ISDIR(what.st_mode)) {
        DIR *folder = opendir(path);
        require(folder != NULL, path);
        for (struct dirent *at = readdir(folder); at != NULL; at = readdir(folder)) {
            if (strcmp(at->d_name, ".") != 0 && strcmp(at->d_name, "..") != 0) {
                char *inner = temp_path(path, at->d_name);
                remove_all(inner);
                free(inner);
            }
        }
        closedir(folder);
    }
    require(remove(path) == 0, path);
}

void temp_folder_remove(char *folder) {
    if (folder != NULL) {
        remove_all(folder);
        free(folder);
    }
}
