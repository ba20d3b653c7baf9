/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents → files that are whole or not there. */
#include "files.h"

#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *cli_path_in(const char *folder, const char *name, const char *ending) {
    size_t size = strlen(folder) + strlen(name) + strlen(ending) + 2;
    char *path = malloc(size);
    if (path != NULL) {
        snprintf(path, size, "%s/%s%s", folder, name, ending);
    }
    return path;
}

sk_status cli_write_new(const char *path, cli_writer write, const void *document) {
    FILE *stream = fopen(path, "w");
    if (stream == NULL) {
        return SK_ERR_IO;
    }
    errno = 0;
    sk_status st = write(document, stream);
    /* A disk that is full or far away may say so only now. Pipes and devices cannot be
     * synchronised. */
    if (st == SK_OK && (fflush(stream) != 0 || (fsync(fileno(stream)) != 0 && errno != EINVAL &&
                                                errno != ENOTSUP && errno != EROFS))) {
        st = SK_ERR_IO;
    }
    int reason = errno;
    if (fclose(stream) != 0 && st == SK_OK) {
        return SK_ERR_IO;
    }
    errno = reason;
    return st;
}

/* PATH.new-PROCESS: free with free(). */
static char *name_beside(const char *path) {
    size_t size = strlen(path) + 32;
    char *name = malloc(size);
    if (name != NULL) {
        snprintf(name, size, "%s.new-%ld", path, (long)getpid());
    }
    return name;
}

/* A device or a pipe is written to as it stands: it must not be replaced by a file. */
static bool is_special(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* What the folder of `path` is; false when there is none. */
static bool folder_of(const char *path, struct stat *info) {
    const char *slash = strrchr(path, '/');
    size_t length = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
    char *folder = length == 0 ? strdup(".") : strndup(path, length);
    bool found = folder != NULL && stat(folder, info) == 0;
    free(folder);
    return found;
}

static const char *last_part(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

bool cli_same_file(const char *first, const char *second) {
    struct stat a;
    struct stat b;
    bool has_first = stat(first, &a) == 0;
    bool has_second = stat(second, &b) == 0;
    if (has_first != has_second) {
        return false;
    }
    if (has_first) {
        return S_ISREG(a.st_mode) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    }
    return strcmp(last_part(first), last_part(second)) == 0 && folder_of(first, &a) &&
           folder_of(second, &b) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

void cli_hold_signals(sigset_t *before) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGXCPU};
    sigset_t waiting;
    sigemptyset(&waiting);
    for (int i = 0; i < (int)(sizeof signals / sizeof *signals); i++) {
        sigaddset(&waiting, signals[i]);
    }
    sigprocmask(SIG_BLOCK, &waiting, before);
}

void cli_let_signals_go(const sigset_t *before) {
    sigprocmask(SIG_SETMASK, before, NULL);
}

/* Under the temporary name, then renamed. */
static sk_status write_beside(const char *path, const char *name, cli_writer write,
                              const void *document) {
    sigset_t before;
    cli_hold_signals(&before);
    sk_status st = cli_write_new(name, write, document);
    if (st == SK_OK && rename(name, path) != 0) {
        st = SK_ERR_IO;
    }
    int reason = errno;
    if (st != SK_OK) {
        (void)unlink(name);
    }
    cli_let_signals_go(&before);
    errno = reason;
    return st;
}

int cli_write_file(const char *path, cli_writer write, const void *document) {
    sk_status st = SK_ERR_MEMORY;
    if (is_special(path)) {
        st = cli_write_new(path, write, document);
    } else {
        char *name = name_beside(path);
        if (name != NULL) {
            st = write_beside(path, name, write, document);
        }
        int reason = errno;
        free(name);
        errno = reason;
    }
    if (st == SK_ERR_IO) {
        cli_say("cannot write %s: %s", path, strerror(errno));
        return CLI_FILES;
    }
    return cli_printed(st);
}
