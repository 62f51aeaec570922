// Replays a list of GET paths over keep-alive connections to 127.0.0.1; prints one line of JSON.
//
// usage: loadgen PORT LISTFILE CONNECTIONS PASSES MAXSECONDS [gzip] [dump FILE]
//
// Each path is requested PASSES times in all; the connections take from one queue. `gzip` sends Accept-Encoding: gzip.
// `dump` writes path, status, bytes and microseconds of the first pass. Anything but 200 and 204 is an error, and so is
// no answer at all.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { line_size = 4096, read_size = 262144 };

typedef struct {
    double microseconds;
    size_t bytes;
    int status;  // 0: not requested, because the time was over; -1: no answer
} Outcome;

typedef struct {
    int socket;  // -1 when there is none
    char *buffer;
    size_t capacity;
} Connection;

static char **paths;
static long path_count, total;
static int port, asks_for_gzip;
static double time_limit, started;
static atomic_long next_index;
static Outcome *outcomes;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static int dial(void) {
    int handle = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct timeval timeout = {120, 0};
    setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    if (connect(handle, (void *)&address, sizeof address)) {
        close(handle);
        return -1;
    }
    return handle;
}

static void hang_up(Connection *connection) {
    if (connection->socket >= 0) close(connection->socket);
    connection->socket = -1;
}

// The value of a header, after its colon; NULL when it is not there.
static const char *header(const char *head, size_t length, const char *name) {
    size_t name_length = strlen(name);
    for (size_t i = 0; i + name_length + 3 <= length; i++)
        if (head[i] == '\n' && !strncasecmp(head + i + 1, name, name_length) && head[i + 1 + name_length] == ':')
            return head + i + 2 + name_length;
    return NULL;
}

// Walks chunks from `start`. Returns whether the last one is there; adds up the bytes.
static int chunks_are_complete(const char *buffer, size_t start, size_t filled, size_t *bytes) {
    *bytes = 0;
    for (;;) {
        const char *end = memmem(buffer + start, filled - start, "\r\n", 2);
        if (!end) return 0;
        size_t size = strtoul(buffer + start, NULL, 16), data = end - buffer + 2;
        if (data + size + 2 > filled) return 0;
        if (!size) return 1;
        *bytes += size;
        start = data + size + 2;
    }
}

// Reads one response. Returns its status; -1 when the connection broke within it, -2 before its first byte.
static int receive(Connection *connection, size_t *bytes) {
    size_t filled = 0, head_length = 0;
    long content_length = -1;
    int status = -1, is_chunked = 0, closes = 0;
    for (;;) {
        if (filled + read_size > connection->capacity) {
            connection->capacity = connection->capacity * 2 + 2 * read_size;
            connection->buffer = realloc(connection->buffer, connection->capacity);
        }
        char *buffer = connection->buffer;
        ssize_t count = read(connection->socket, buffer + filled, connection->capacity - filled - 1);
        if (count <= 0) {
            hang_up(connection);
            if (count == 0 && head_length && content_length < 0 && !is_chunked) {
                *bytes = filled - head_length;
                return status;
            }
            return filled ? -1 : -2;
        }
        filled += count;
        buffer[filled] = 0;
        if (!head_length) {
            char *end = memmem(buffer, filled, "\r\n\r\n", 4);
            if (!end) continue;
            head_length = end - buffer + 4;
            status = atoi(buffer + strlen("HTTP/1.1 "));
            const char *value = header(buffer, head_length, "content-length");
            if (value) content_length = atol(value);
            value = header(buffer, head_length, "transfer-encoding");
            is_chunked = value && !strncasecmp(value + strspn(value, " "), "chunked", 7);
            value = header(buffer, head_length, "connection");
            closes = value && !strncasecmp(value + strspn(value, " "), "close", 5);
            if (status == 204 || status == 304) content_length = 0;
        }
        if (content_length >= 0 && filled >= head_length + content_length) {
            *bytes = content_length;
            break;
        }
        if (is_chunked && chunks_are_complete(buffer, head_length, filled, bytes)) break;
    }
    if (closes) hang_up(connection);
    return status;
}

static int fetch(Connection *connection, const char *path, size_t *bytes) {
    char request[line_size + 200];
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%sAccept: */*\r\n\r\n", path, port,
                          asks_for_gzip ? "Accept-Encoding: gzip\r\n" : "");
    // A server may close an idle connection as we write to it: then a new one is tried, once.
    for (int attempt = 0; attempt < 2; attempt++) {
        if (connection->socket < 0) connection->socket = dial();
        if (connection->socket < 0) return -1;
        if (write(connection->socket, request, length) != length) {
            hang_up(connection);
            continue;
        }
        int status = receive(connection, bytes);
        if (status != -2) return status;
    }
    return -1;
}

static void *work(void *unused) {
    Connection connection = {.socket = -1};
    for (;;) {
        long index = atomic_fetch_add(&next_index, 1);
        double start = now();
        if (index >= total || start - started > time_limit) break;
        size_t bytes = 0;
        int status = fetch(&connection, paths[index % path_count], &bytes);
        outcomes[index] = (Outcome){(now() - start) * 1e6, bytes, status};
    }
    hang_up(&connection);
    free(connection.buffer);
    return unused;
}

static void read_paths(const char *file_name) {
    FILE *file = fopen(file_name, "r");
    char line[line_size];
    long capacity = 0;
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\r\n")] = 0;
        if (line[0] != '/') continue;
        if (path_count == capacity) {
            capacity = capacity * 2 + 256;
            paths = realloc(paths, capacity * sizeof *paths);
        }
        paths[path_count++] = strdup(line);
    }
    if (file) fclose(file);
}

static int ascending(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double at_share(const double *sorted, long count, double share) {
    return count ? sorted[(long)((count - 1) * share)] / 1000 : 0;
}

static void report(double seconds) {
    double *times = malloc(total * sizeof *times), bytes = 0;
    size_t largest = 0;
    long count = 0, errors = 0;
    for (long i = 0; i < total; i++) {
        if (!outcomes[i].status) continue;
        if (outcomes[i].status != 200 && outcomes[i].status != 204) errors++;
        times[count++] = outcomes[i].microseconds;
        bytes += outcomes[i].bytes;
        if (outcomes[i].bytes > largest) largest = outcomes[i].bytes;
    }
    qsort(times, count, sizeof *times, ascending);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double client = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
    printf("{\"requests\":%ld,\"errors\":%ld,\"seconds\":%.4f,\"per_second\":%.2f,\"p50_ms\":%.3f,\"p95_ms\":%.3f,"
           "\"p99_ms\":%.3f,\"max_ms\":%.3f,\"bytes_each\":%.0f,\"bytes_max\":%zu,\"client_cpu_s\":%.3f}\n",
           count, errors, seconds, count / seconds, at_share(times, count, 0.5), at_share(times, count, 0.95),
           at_share(times, count, 0.99), at_share(times, count, 1), count ? bytes / count : 0, largest, client);
    free(times);
}

static void dump(const char *file_name) {
    FILE *file = fopen(file_name, "w");
    for (long i = 0; file && i < path_count && i < total; i++)
        fprintf(file, "%s\t%d\t%zu\t%.0f\n", paths[i], outcomes[i].status, outcomes[i].bytes,
                outcomes[i].microseconds);
    if (file) fclose(file);
}

int main(int count, char **arguments) {
    if (count < 6) {
        fprintf(stderr, "usage: loadgen PORT LISTFILE CONNECTIONS PASSES MAXSECONDS [gzip] [dump FILE]\n");
        return 64;
    }
    port = atoi(arguments[1]);
    read_paths(arguments[2]);
    int connections = atoi(arguments[3]);
    total = path_count * atol(arguments[4]);
    time_limit = atof(arguments[5]);
    const char *dump_file = NULL;
    for (int i = 6; i < count; i++) {
        if (!strcmp(arguments[i], "gzip")) asks_for_gzip = 1;
        if (!strcmp(arguments[i], "dump") && i + 1 < count) dump_file = arguments[++i];
    }
    if (!total || connections < 1) {
        fprintf(stderr, "loadgen: no paths in %s\n", arguments[2]);
        return 1;
    }
    outcomes = calloc(total, sizeof *outcomes);
    pthread_t *threads = malloc(connections * sizeof *threads);
    started = now();
    for (int i = 0; i < connections; i++) pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < connections; i++) pthread_join(threads[i], NULL);
    report(now() - started);
    if (dump_file) dump(dump_file);
    return 0;
}
