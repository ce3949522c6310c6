/*
 * Loaded into a process by LD_PRELOAD: writes down, in their order, what is done to the database, its log and its journal.
 * Power loss is then made from the record (write-log.ts), for a file system keeps only what was synced.
 *
 * A record is four 64-bit numbers of this machine: kind (0 write, 1 sync, 2 truncate, 3 unlink, 4 sync of the data
 * folder), file (as in `names`; 0 where it means nothing), offset or new size, length of the bytes that
 * follow. SQLite 3 on Linux uses no other calls for these files (os_unix.c: pwrite64, fdatasync, fsync, ftruncate64, unlink,
 * open64, close).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define DESCRIPTORS 4096
#define FILES 3
#define FOLDER FILES

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/* File + 1 by descriptor; 0 = none of ours. */
static char file_of[DESCRIPTORS];
static int record_fd = -1;

static int file_by_path(const char *path) {
  static const char *const names[FILES] = {"/warehouse.sqlite", "/warehouse.sqlite-wal", "/warehouse.sqlite-journal"};
  size_t length = path ? strlen(path) : 0;
  for (int file = 0; file < FILES; file++) {
    size_t tail = strlen(names[file]);
    if (length >= tail && strcmp(path + length - tail, names[file]) == 0) return file;
  }
  const char *record = getenv("YTS_RECORD_WRITES");
  const char *end = record ? strrchr(record, '/') : NULL;
  if (end && length == (size_t)(end - record) && strncmp(path, record, length) == 0) return FOLDER;
  return -1;
}

static int file_by_descriptor(int fd) { return fd >= 0 && fd < DESCRIPTORS ? file_of[fd] - 1 : -1; }

static void put(const void *bytes, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t written = write(record_fd, (const char *)bytes + done, length - done);
    if (written <= 0) abort();
    done += (size_t)written;
  }
}

static void record(uint64_t kind, int file, uint64_t at, const void *bytes, uint64_t length) {
  if (record_fd < 0) {
    const char *path = getenv("YTS_RECORD_WRITES");
    if (!path) return;
    record_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  }
  uint64_t head[4] = {kind, (uint64_t)file, at, length};
  put(head, sizeof head);
  if (length > 0) put(bytes, length);
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

int open64(const char *path, int flags, ...) {
  REAL(open64);
  va_list rest;
  va_start(rest, flags);
  mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  int fd = real(path, flags, mode);
  if (fd >= 0 && fd < DESCRIPTORS) file_of[fd] = (char)(file_by_path(path) + 1);
  return fd;
}

int close(int fd) {
  REAL(close);
  if (fd >= 0 && fd < DESCRIPTORS) file_of[fd] = 0;
  return real(fd);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  REAL(pwrite64);
  int file = file_by_descriptor(fd);
  if (file < 0) return real(fd, bytes, length, at);
  pthread_mutex_lock(&lock);
  ssize_t written = real(fd, bytes, length, at);
  if (written > 0) record(0, file, (uint64_t)at, bytes, (uint64_t)written);
  pthread_mutex_unlock(&lock);
  return written;
}

static int synced(int fd, int (*real)(int)) {
  int file = file_by_descriptor(fd);
  if (file < 0) return real(fd);
  pthread_mutex_lock(&lock);
  int failed = real(fd);
  if (!failed && file == FOLDER) record(4, 0, 0, NULL, 0);
  else if (!failed) record(1, file, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return failed;
}

int fsync(int fd) {
  REAL(fsync);
  return synced(fd, real);
}

int fdatasync(int fd) {
  REAL(fdatasync);
  return synced(fd, real);
}

int ftruncate64(int fd, off64_t size) {
  REAL(ftruncate64);
  int file = file_by_descriptor(fd);
  if (file < 0) return real(fd, size);
  pthread_mutex_lock(&lock);
  int failed = real(fd, size);
  if (!failed) record(2, file, (uint64_t)size, NULL, 0);
  pthread_mutex_unlock(&lock);
  return failed;
}

int unlink(const char *path) {
  REAL(unlink);
  int file = file_by_path(path);
  if (file < 0) return real(path);
  pthread_mutex_lock(&lock);
  int failed = real(path);
  if (!failed) record(3, file, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return failed;
}
