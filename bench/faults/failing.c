/* Makes the n-th write, sync, truncation, rename or opening for writing below a folder fail, and all after it if told
   so. Loaded before the C library (LD_PRELOAD); `failing.py` arms it with ctypes. Linux only. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long left;  /* 0: not armed */
static int error, lasting, passed;

void fail_at(const char *below, long n, int with, int all_after) {
    strncpy(folder, below, sizeof folder - 1);
    left = n, error = with, lasting = all_after, passed = 0;
}

int failed(void) { return passed; }

static int named(const char *path) { return left && !strncmp(path, folder, strlen(folder)); }

static int opened(int fd) {
    char link[64], path[PATH_MAX];
    if (!left) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return named(path);
}

static int fails(int ours) {
    if (!ours || left < 0) return 0;
    if (left > 1) { left--; return 0; }
    if (!lasting) left = -1;
    passed++;
    errno = error;
    return 1;
}

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *from, size_t n) { REAL(write); return fails(opened(fd)) ? -1 : real(fd, from, n); }
ssize_t pwrite(int fd, const void *from, size_t n, off_t at) {
    REAL(pwrite); return fails(opened(fd)) ? -1 : real(fd, from, n, at);
}
ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at) {
    REAL(pwrite64); return fails(opened(fd)) ? -1 : real(fd, from, n, at);
}
int fsync(int fd) { REAL(fsync); return fails(opened(fd)) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return fails(opened(fd)) ? -1 : real(fd); }
int ftruncate(int fd, off_t to) { REAL(ftruncate); return fails(opened(fd)) ? -1 : real(fd, to); }
int ftruncate64(int fd, off64_t to) { REAL(ftruncate64); return fails(opened(fd)) ? -1 : real(fd, to); }
int rename(const char *from, const char *to) { REAL(rename); return fails(named(to)) ? -1 : real(from, to); }

#define OPEN(name)                                                                        \
    int name(const char *path, int flags, ...) {                                          \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        REAL(name);                                                                       \
        return fails((flags & (O_WRONLY | O_RDWR | O_CREAT)) && named(path)) ? -1 : real(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)
