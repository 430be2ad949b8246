/* Ends the process in the middle of its Nth write to an archive: preloaded into the child by the tests.

   KILL_AT=N    the Nth of pwrite, fsync, ftruncate, rename and unlink on files whose names hold KILL_ON is the last:
                of a write half is done first, as a power cut would leave it.
   KILL_COUNT=F write into the file F how many there were, at the end. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static volatile long count = 0, last = 0;
static const char *marker = "tuinews";

void kill_at_begin(long at) { count = 0; last = at; }
long kill_at_count(void) { return count; }

static int is_ours(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size <= 0) return 0;
    path[size] = 0;
    return strstr(path, marker) != NULL && strstr(path, ".db") != NULL;
}

static int is_last(void) { return __sync_add_and_fetch(&count, 1) == last; }
static void end(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    if (is_ours(fd) && is_last()) { real(fd, data, size / 2, at); end(); }
    return real(fd, data, size, at);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

#define PLAIN(name) \
    int name(int fd) { \
        static int (*real)(int); \
        if (!real) real = dlsym(RTLD_NEXT, #name); \
        if (is_ours(fd) && is_last()) end(); \
        return real(fd); \
    }
PLAIN(fsync)
PLAIN(fdatasync)

int ftruncate64(int fd, off64_t size) {
    static int (*real)(int, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "ftruncate64");
    if (is_ours(fd) && is_last()) end();
    return real(fd, size);
}

int rename(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real) real = dlsym(RTLD_NEXT, "rename");
    if (strstr(from, marker) && strstr(from, ".db") && is_last()) end();
    return real(from, to);
}

int unlink(const char *path) {
    static int (*real)(const char *);
    if (!real) real = dlsym(RTLD_NEXT, "unlink");
    if (strstr(path, marker) && strstr(path, ".db") && is_last()) end();
    return real(path);
}
