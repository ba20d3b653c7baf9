/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals and progress of a long command. */
#include "watch.h"

#include "cli.h"
#include "screen.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Where nobody watches a line is enough this often, in seconds. */
static const double SAID_EVERY = 60;
enum { LINE_TEXT = 320, HEADLINE_TEXT = 160 };

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

/* What a progress line says, the fullest first; done, total, failures and time left always. */
typedef struct {
    bool words, rate, headline, interval;
} line_form;

static const line_form FORMS[] = {
    {.words = true, .rate = true, .headline = true, .interval = true},
    {.rate = true, .headline = true, .interval = true},
    {.headline = true, .interval = true},
    {.headline = true},
    {0},
};
enum { FORM_COUNT = sizeof FORMS / sizeof *FORMS };

/* "; some critical demand goes short in 7.9 % of worlds (6.4 to 9.7)", or "; short in 7.9 % (6.4 to
 * 9.7)": two digits of the interval's half-width. */
static void headline_text(const sk_progress *at, line_form form, char *text, size_t size) {
    double half = 50 * (at->high - at->low);
    int decimals = half > 0 ? 1 - (int)floor(log10(half)) : 1;
    decimals = decimals < 0 ? 0 : decimals > 4 ? 4 : decimals;
    char interval[48] = "";
    text[0] = '\0';
    if (at->headline == NULL || !form.headline) {
        return;
    }
    if (form.interval) {
        snprintf(interval, sizeof interval, " (%.*f to %.*f)", decimals, 100 * at->low, decimals,
                 100 * at->high);
    }
    snprintf(text, size, "; %s in %.*f %%%s%s", form.words ? at->headline : "short", decimals,
             100 * at->value, form.words ? " of worlds" : "", interval);
}

/* Samples a second; 0 when too little is known. */
static double rate_of(const cli_progress *progress, const sk_progress *at) {
    double seconds = cli_seconds(progress) - progress->first_at;
    return at->done > progress->first_done && seconds > 0
               ? (at->done - progress->first_done) / seconds
               : 0;
}

static void progress_text(const cli_progress *progress, const sk_progress *at, line_form form,
                          char line[LINE_TEXT]) {
    double rate = rate_of(progress, at);
    char speed[48] = "";
    char left[32] = "?";
    char failures[32] = "";
    char headline[HEADLINE_TEXT];
    if (rate > 0) {
        duration_text((at->total - at->done) / rate, left, sizeof left);
    }
    if (rate > 0 && form.rate) {
        snprintf(speed, sizeof speed, ", %.*f%s", rate < 10 ? 1 : 0, rate,
                 form.words ? " a second" : "/s");
    }
    if (at->failed > 0) {
        snprintf(failures, sizeof failures, ", %d failed", at->failed);
    }
    headline_text(at, form, headline, sizeof headline);
    snprintf(line, LINE_TEXT, "%d/%d%s%s%s, %s left%s", at->done, at->total,
             form.words ? " samples" : "", failures, speed, left, headline);
}

/* Writes over the line before, in the fullest form that ends before the edge of the screen: one
 * that went on below could not be written over. Blanks over what is left of a longer one: no escape
 * sequences needed. */
static void show_line(cli_progress *progress, const sk_progress *at) {
    char line[LINE_TEXT];
    int most = cli_columns(STDERR_FILENO) - 1;
    int form = 0;
    do {
        progress_text(progress, at, FORMS[form++], line);
    } while ((int)strlen(line) > most && form < FORM_COUNT);
    if ((int)strlen(line) > most) {
        line[most] = '\0';
    }
    fprintf(stderr, "\r%-*s", progress->width, line);
    progress->width = (int)strlen(line);
    fflush(stderr);
}

static void show(void *context, const sk_progress *at) {
    cli_progress *progress = context;
    double now = cli_seconds(progress);
    if (progress->total == 0) {
        progress->first_done = at->done;
        progress->first_at = now;
    }
    progress->done = at->done;
    progress->total = at->total;
    if (progress->quiet || (!progress->on_terminal && now - progress->said_at < SAID_EVERY)) {
        return;
    }
    progress->said_at = now;
    if (progress->on_terminal) {
        show_line(progress, at);
    } else {
        char line[LINE_TEXT];
        progress_text(progress, at, FORMS[0], line);
        cli_say("%s", line);
    }
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
