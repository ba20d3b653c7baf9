/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals and progress of a long command. */
#include "watch.h"

#include "cli.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* Where nobody watches a line is enough this often, in seconds. */
static const double SAID_EVERY = 60;
enum { LINE_TEXT = 160 };

/* The one global: a signal handler has nowhere else to write. */
static volatile sig_atomic_t stop_asked;

/* Says so at once, since the samples in hand may take their time; write() is one of the few calls
 * that a handler may make. */
static void ask_to_stop(const char *said, size_t length) {
    int before = errno;
    if (stop_asked) {
        _exit(CLI_STOPPED);
    }
    stop_asked = 1;
    ssize_t written = write(STDERR_FILENO, said, length);
    (void)written; /* nobody to tell is no reason to go on */
    errno = before;
}

#define SAID "skarn: stopping after the samples in hand; once more quits at once\n"

static void stop(int signal_number) {
    (void)signal_number;
    ask_to_stop(SAID, sizeof SAID - 1);
}

/* On a terminal the cursor stands behind the progress line, or the terminal's own ^C. */
static void stop_on_terminal(int signal_number) {
    (void)signal_number;
    ask_to_stop("\n" SAID, sizeof SAID);
}

void cli_watch_signals(void) {
    static const int signals[] = {SIGINT, SIGTERM, SIGUSR1, SIGXCPU};
    struct sigaction action = {.sa_handler = isatty(STDERR_FILENO) ? stop_on_terminal : stop,
                               .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < (int)(sizeof signals / sizeof *signals); i++) {
        struct sigaction before;
        /* What was ignored at the start, as a shell does for `skarn … &`, stays ignored. */
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
            sigaction(signals[i], &action, NULL);
        }
    }
}

static int should_stop(void *context) {
    (void)context;
    return stop_asked;
}

double cli_seconds(const cli_progress *progress) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - progress->start.tv_sec) +
           1e-9 * (double)(now.tv_nsec - progress->start.tv_nsec);
}

/* "1 h 5 min", "5 min", "12 s" */
static void duration_text(double seconds, char *text, size_t size) {
    if (seconds >= 3600) {
        snprintf(text, size, "%d h %d min", (int)(seconds / 3600), (int)(seconds / 60) % 60);
    } else if (seconds >= 120) {
        snprintf(text, size, "%.0f min", seconds / 60);
    } else {
        snprintf(text, size, "%.0f s", seconds);
    }
}

static int progress_text(const cli_progress *progress, int failed, char line[LINE_TEXT]) {
    double seconds = cli_seconds(progress);
    double rate = seconds > 0 ? progress->done / seconds : 0;
    char left[32] = "?";
    char failures[32] = "";
    if (rate > 0) {
        duration_text((progress->total - progress->done) / rate, left, sizeof left);
    }
    if (failed > 0) {
        snprintf(failures, sizeof failures, ", %d failed", failed);
    }
    return snprintf(line, LINE_TEXT, "%d of %d samples%s, %.*f a second, %s left", progress->done,
                    progress->total, failures, rate < 10 ? 1 : 0, rate, left);
}

static void show(void *context, int done, int total, int failed) {
    cli_progress *progress = context;
    char line[LINE_TEXT];
    progress->done = done;
    progress->total = total;
    double now = cli_seconds(progress);
    if (progress->quiet || (!progress->on_terminal && now - progress->said_at < SAID_EVERY)) {
        return;
    }
    progress->said_at = now;
    int width = progress_text(progress, failed, line);
    if (!progress->on_terminal) {
        cli_say("%s", line);
        return;
    }
    /* Blanks over what is left of a longer line: no escape sequences needed. */
    fprintf(stderr, "\r%-*s", progress->width, line);
    progress->width = width;
    fflush(stderr);
}

sk_watch cli_watch(cli_progress *progress, bool quiet) {
    *progress = (cli_progress){.on_terminal = isatty(STDERR_FILENO), .quiet = quiet};
    clock_gettime(CLOCK_MONOTONIC, &progress->start);
    return (sk_watch){.progress = show, .should_stop = should_stop, .context = progress};
}

void cli_watch_end(cli_progress *progress) {
    if (progress->width > 0) {
        fprintf(stderr, "\r%*s\r", progress->width, "");
        progress->width = 0;
    }
}
