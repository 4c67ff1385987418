/*
 * writer FILE LINES LENGTH GROUP RATE: writes numbered lines to its stdout, then sleeps.
 *
 * LENGTH is that of a line with its newline, GROUP the number of lines in one write, RATE the lines a
 * second (0: as fast as they are taken). To FILE go records {CLOCK_MONOTONIC in ns, pid}: one before
 * the first line, one after the last.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void stamp(const char *path) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t record[2] = {now.tv_sec * 1000000000L + now.tv_nsec, getpid()};
    int file = open(path, O_WRONLY | O_APPEND);
    if (file < 0 || write(file, record, sizeof record) != sizeof record) {
        exit(3);
    }
    close(file);
}

/* A line is its number in twelve digits, a blank, and x up to the newline. */
static void number(char *line, long value) {
    for (int digit = 11; digit >= 0; digit--) {
        line[digit] = '0' + value % 10;
        value /= 10;
    }
}

static void put(const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t done = write(1, bytes, size);
        if (done < 0 && errno != EINTR && errno != EAGAIN) {
            exit(4);
        }
        if (done > 0) {
            bytes += done;
            size -= done;
        }
    }
}

int main(int count, char **words) {
    if (count < 6) {
        return 2;
    }
    long lines = atol(words[2]), length = atol(words[3]), group = atol(words[4]);
    long rate = atol(words[5]);
    char *buffer = malloc(group * length);
    memset(buffer, 'x', group * length);
    for (long i = 0; i < group; i++) {
        buffer[i * length + 12] = ' ';
        buffer[(i + 1) * length - 1] = '\n';
    }
    struct timespec due;
    clock_gettime(CLOCK_MONOTONIC, &due);
    stamp(words[1]);
    for (long done = 0; done < lines; done += group) {
        long now = lines - done < group ? lines - done : group;
        for (long i = 0; i < now; i++) {
            number(buffer + i * length, done + i);
        }
        if (rate > 0) {
            due.tv_nsec += 1000000000L / rate * now;
            while (due.tv_nsec >= 1000000000L) {
                due.tv_nsec -= 1000000000L;
                due.tv_sec++;
            }
            clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
        }
        put(buffer, now * length);
    }
    stamp(words[1]);
    for (;;) {
        pause();
    }
}
