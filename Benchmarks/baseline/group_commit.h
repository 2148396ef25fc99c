// Callers that send one message after another and wait for each to be stored, and one writer that commits all that
// waits at once: the frame of the two store baselines. A baseline defines `commit`, opens its database, and calls `run`.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH = 512, MOST_CALLERS = 4096 };

typedef struct {
    long chat, sender;
    char id[45], text[65];
    int is_stored;
    pthread_cond_t stored;
} Draft;

// Stores the drafts, each in the chat and by the sender it names, and returns when they are on disk.
static void commit(Draft **drafts, int count);

static Draft drafts[MOST_CALLERS];
static Draft *waiting[MOST_CALLERS];
static int waiting_count, caller_core = -1, is_over;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER;

static void fail(const char *what, const char *why) {
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static void stay_on(int core) {
    if (core < 0) return;
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    sched_setaffinity(0, sizeof cores, &cores);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void *call(void *place) {
    Draft *draft = &drafts[(long)place];
    stay_on(caller_core);
    memset(draft->text, 'x', 64);
    for (long number = 0;; number++) {
        snprintf(draft->id, sizeof draft->id, "%016lx-%08lx-%08lx-baseline", number, draft->sender, draft->chat);
        pthread_mutex_lock(&lock);
        draft->is_stored = 0;
        waiting[waiting_count++] = draft;
        pthread_cond_signal(&arrived);
        while (!draft->is_stored && !is_over) pthread_cond_wait(&draft->stored, &lock);
        pthread_mutex_unlock(&lock);
        if (is_over) return NULL;
    }
}

// Runs callers, each in a chat of its own, and prints how many messages a second were stored.
static void run(int callers, double seconds, int writer_core, int core_of_callers) {
    static pthread_t threads[MOST_CALLERS];
    caller_core = core_of_callers;
    stay_on(writer_core);
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    for (long i = 0; i < callers; i++) {
        drafts[i].chat = drafts[i].sender = i + 1;
        pthread_cond_init(&drafts[i].stored, NULL);
        if (pthread_create(&threads[i], &small, call, (void *)i)) fail("thread", "cannot be made");
    }
    Draft *batch[BATCH];
    long stored = 0;
    double start = now(), warm = start + 1, end = warm + seconds;
    while (now() < end) {
        pthread_mutex_lock(&lock);
        while (waiting_count == 0) pthread_cond_wait(&arrived, &lock);
        int count = waiting_count < BATCH ? waiting_count : BATCH;
        memcpy(batch, waiting, count * sizeof *batch);
        waiting_count -= count;
        memmove(waiting, waiting + count, waiting_count * sizeof *waiting);
        pthread_mutex_unlock(&lock);
        commit(batch, count);
        if (now() > warm) stored += count;
        pthread_mutex_lock(&lock);
        for (int i = 0; i < count; i++) {
            batch[i]->is_stored = 1;
            pthread_cond_signal(&batch[i]->stored);
        }
        pthread_mutex_unlock(&lock);
    }
    double taken = now() - warm;
    printf("{\"callers\":%d,\"per_second\":%.1f}\n", callers, stored / taken);
    fflush(stdout);
    // Threads that wait end with the process.
    exit(0);
}
