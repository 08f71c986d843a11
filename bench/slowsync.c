/*
 * Preloaded into a benchmark so that every fsync and fdatasync costs the same, on both sides and on every machine:
 * SLOWSYNC_US microseconds, and nothing is sent to the disk. A laptop's SSD takes 1,000 to 5,000, macOS up to 10,000.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>

static long cost_us(void) {
  static long known = -1;
  if (known < 0) {
    const char *set = getenv("SLOWSYNC_US");
    known = set ? atol(set) : 0;
  }
  return known;
}

static int pretend(void) {
  static __thread int precise;
  struct timespec until;
  long us = cost_us();
  if (us <= 0) return 0;
  /* Without this the kernel may add 50 microseconds to every sleep. */
  if (!precise) precise = prctl(PR_SET_TIMERSLACK, 1UL, 0, 0, 0) == 0;
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_nsec += us % 1000000 * 1000;
  until.tv_sec += us / 1000000 + until.tv_nsec / 1000000000;
  until.tv_nsec %= 1000000000;
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, 0) != 0) {
  }
  return 0;
}

int fsync(int fd) {
  (void)fd;
  return pretend();
}

int fdatasync(int fd) {
  (void)fd;
  return pretend();
}
