/*
 * floor COUNT PROGRAM [WORD]...: the least that a restarter does. Starts COUNT copies of a program and
 * starts a copy again as soon as it ends: no pipes, no records, no log. TERM ends it and its programs.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t *children;
static int total;

static void end(int number) {
    (void)number;
    for (int i = 0; i < total; i++) {
        kill(children[i], SIGKILL);
    }
    _exit(0);
}

static void begin(int place, char **words) {
    pid_t child = vfork();
    if (child == 0) {
        execv(words[0], words);
        _exit(127);
    }
    children[place] = child;
}

int main(int count, char **words) {
    if (count < 3) {
        return 2;
    }
    total = atoi(words[1]);
    children = calloc(total, sizeof *children);
    signal(SIGTERM, end);
    for (int i = 0; i < total; i++) {
        begin(i, words + 2);
    }
    for (;;) {
        pid_t ended = waitpid(-1, NULL, 0);
        if (ended < 0 && errno != EINTR) {
            return 1;
        }
        for (int i = 0; i < total; i++) {
            if (children[i] == ended) {
                begin(i, words + 2);
            }
        }
    }
}
