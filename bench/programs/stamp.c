/*
 * stamp FILE: says that it runs, then sleeps until it is killed.
 *
 * What it says is one record {CLOCK_MONOTONIC in ns, pid}, written at once, so that many may write to
 * the same file or pipe. The time is taken as the first act of main: "the replacement's main".
 */
#include <fcntl.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

int main(int count, char **words) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (count < 2) {
        return 2;
    }
    int64_t record[2] = {now.tv_sec * 1000000000L + now.tv_nsec, getpid()};
    int file = open(words[1], O_WRONLY | O_APPEND);
    if (file < 0 || write(file, record, sizeof record) != sizeof record) {
        return 3;
    }
    close(file);
    for (;;) {
        pause();
    }
}
