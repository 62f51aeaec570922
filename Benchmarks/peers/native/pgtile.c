// The thinnest HTTP front of `SELECT ST_AsMVT`, in the place of Martin and pg_tileserv: no cache, no compression.
//
// usage: pgtile PORT CONNINFO        GET /<function>/<z>/<x>/<y> answers the bytea of SELECT function(z, x, y)
//
// One thread and one libpq connection per HTTP connection, prepared statements, binary results, keep-alive; 127.0.0.1
// only. A function's name is of [a-z0-9_].
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { pool_size = 256, head_size = 8192 };

static const char *connection_info;
static PGconn *pool[pool_size];
static int pooled;
static pthread_mutex_t pool_lock = PTHREAD_MUTEX_INITIALIZER;

static PGconn *take_connection(void) {
    pthread_mutex_lock(&pool_lock);
    PGconn *connection = pooled ? pool[--pooled] : NULL;
    pthread_mutex_unlock(&pool_lock);
    return connection ? connection : PQconnectdb(connection_info);
}

static void give_connection(PGconn *connection) {
    pthread_mutex_lock(&pool_lock);
    int is_kept = pooled < pool_size;
    if (is_kept) pool[pooled++] = connection;
    pthread_mutex_unlock(&pool_lock);
    if (!is_kept) PQfinish(connection);
}

static PGresult *ask(PGconn *connection, const char *function, int z, int x, int y) {
    char statement[80], query[160], texts[3][16];
    snprintf(statement, sizeof statement, "tile_%s", function);
    snprintf(texts[0], sizeof texts[0], "%d", z);
    snprintf(texts[1], sizeof texts[1], "%d", x);
    snprintf(texts[2], sizeof texts[2], "%d", y);
    const char *values[3] = {texts[0], texts[1], texts[2]};
    PGresult *result = PQexecPrepared(connection, statement, 3, values, NULL, NULL, 1);
    if (PQresultStatus(result) == PGRES_TUPLES_OK) return result;
    // Not prepared on this connection yet.
    PQclear(result);
    snprintf(query, sizeof query, "select %s($1::int, $2::int, $3::int)", function);
    PQclear(PQprepare(connection, statement, query, 3, NULL));
    return PQexecPrepared(connection, statement, 3, values, NULL, NULL, 1);
}

// Returns whether all was written.
static int send_answer(int client, int status, const char *body, size_t length) {
    char head[256];
    int head_length = snprintf(head, sizeof head,
                               "HTTP/1.1 %d X\r\nContent-Type: application/vnd.mapbox-vector-tile\r\n"
                               "Content-Length: %zu\r\n\r\n", status, length);
    struct iovec parts[2] = {{head, head_length}, {(void *)body, length}};
    size_t left = head_length + length;
    while (left) {
        ssize_t count = writev(client, parts, 2);
        if (count <= 0) return 0;
        left -= count;
        for (int i = 0; i < 2; i++) {
            size_t taken = (size_t)count < parts[i].iov_len ? (size_t)count : parts[i].iov_len;
            parts[i].iov_base = (char *)parts[i].iov_base + taken;
            parts[i].iov_len -= taken;
            count -= taken;
        }
    }
    return 1;
}

static int answer(int client, PGconn *connection, const char *request) {
    char function[64];
    int z, x, y;
    if (sscanf(request, "GET /%60[a-z0-9_]/%d/%d/%d", function, &z, &x, &y) != 4)
        return send_answer(client, 404, "", 0);
    PGresult *result = ask(connection, function, z, x, y);
    int is_sent;
    if (PQresultStatus(result) == PGRES_TUPLES_OK) {
        is_sent = send_answer(client, 200, PQgetvalue(result, 0, 0), PQgetlength(result, 0, 0));
    } else {
        const char *message = PQerrorMessage(connection);
        is_sent = send_answer(client, 500, message, strlen(message));
    }
    PQclear(result);
    return is_sent;
}

static void *serve(void *handle) {
    int client = (int)(intptr_t)handle;
    PGconn *connection = take_connection();
    char buffer[head_size];
    size_t filled = 0;
    for (;;) {
        char *end;
        while (!(end = memmem(buffer, filled, "\r\n\r\n", 4))) {
            ssize_t count = filled < sizeof buffer - 1 ? read(client, buffer + filled, sizeof buffer - 1 - filled) : 0;
            if (count <= 0) goto finished;
            filled += count;
            buffer[filled] = 0;
        }
        size_t used = end + 4 - buffer;
        if (!answer(client, connection, buffer)) break;
        memmove(buffer, buffer + used, filled - used);
        filled -= used;
    }
finished:
    give_connection(connection);
    close(client);
    return NULL;
}

int main(int count, char **arguments) {
    if (count < 3) {
        fprintf(stderr, "usage: pgtile PORT CONNINFO\n");
        return 64;
    }
    connection_info = arguments[2];
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(arguments[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (void *)&address, sizeof address) || listen(listener, 128)) {
        perror("pgtile");
        return 1;
    }
    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) continue;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        pthread_t thread;
        if (pthread_create(&thread, &detached, serve, (void *)(intptr_t)client)) close(client);
    }
}
