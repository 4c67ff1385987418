/*
 * check LENGTH FILE...: reads what writer wrote, in the order of the files. Prints
 * "LINES MISSING TWICE BROKEN": lines found, numbers left out, numbers seen again, lines of another shape.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long number(const char *line) {
    long value = 0;
    for (int i = 0; i < 12; i++) {
        if (line[i] < '0' || line[i] > '9') {
            return -1;
        }
        value = value * 10 + line[i] - '0';
    }
    return line[12] == ' ' ? value : -1;
}

int main(int count, char **words) {
    long length = count > 2 ? atol(words[1]) : 0;
    long lines = 0, missing = 0, twice = 0, broken = 0, expected = 0;
    char *line = NULL;
    size_t room = 0;
    for (int i = 2; i < count; i++) {
        FILE *file = fopen(words[i], "r");
        if (file == NULL) {
            return 1;
        }
        for (long size; (size = getline(&line, &room, file)) > 0;) {
            long value = size == length ? number(line) : -1;
            lines++;
            if (value < 0) {
                broken++;
            } else if (value < expected) {
                twice++;
            } else {
                missing += value - expected;
                expected = value + 1;
            }
        }
        fclose(file);
    }
    printf("%ld %ld %ld %ld\n", lines, missing, twice, broken);
    return 0;
}
