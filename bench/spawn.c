/* The limit that jobs are measured against: runs a program COUNT times, PARALLEL at a time, and does nothing else.
 *   spawn COUNT PARALLEL PROGRAM [ARGUMENT ...]
 * Prints the milliseconds that it took, and the largest resident memory of any of the programs in KiB. What they print is thrown away. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    int left = atoi(argv[1]), parallel = atoi(argv[2]), running = 0, failed = 0;
    double started = milliseconds();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    while (left > 0 || running > 0) {
        if (left > 0 && running < parallel) {
            pid_t pid;
            if (posix_spawn(&pid, argv[3], &actions, NULL, argv + 3, environ) != 0)
                return 3;
            left--;
            running++;
        } else {
            int status;
            if (wait(&status) < 0)
                return 3;
            failed |= status != 0;
            running--;
        }
    }
    struct rusage children;
    getrusage(RUSAGE_CHILDREN, &children);
    printf("%.3f %ld\n", milliseconds() - started, children.ru_maxrss);
    return failed;
}
