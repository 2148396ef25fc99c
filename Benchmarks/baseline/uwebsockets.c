// The same as broadcast.c on uWebSockets, by that library's C interface: each /ws/{number} is a topic, and a message is
// published to it. All of the protocol, the topics and the sockets is the library's C++.
//   uwebsockets PORT
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "load_json.h"

// What is used of the interface; ssl is 0 everywhere.
typedef struct { const char *files[6]; int low_memory; } Options;
typedef struct { int port; const char *host; int options; } Place;
typedef void OnSocket(void *ws, void *data);
typedef void OnMessage(void *ws, const char *bytes, size_t count, int opcode, void *data);
typedef void OnPing(void *ws, const char *bytes, size_t count, void *data);
typedef void OnClose(void *ws, int code, const char *bytes, size_t count, void *data);
typedef void OnUpgrade(void *response, void *request, void *context, void *data);
typedef void OnSubscription(void *ws, const char *topic, size_t count, int now, int before, void *data);
typedef struct {
    int compression;
    unsigned most_payload;
    unsigned short idle_seconds;
    unsigned most_backpressure;
    bool closes_on_backpressure, sending_resets_idle, pings;
    unsigned short most_minutes;
    OnUpgrade *upgrade;
    OnSocket *open;
    OnMessage *message;
    OnSocket *drain;
    OnPing *ping, *pong;
    OnClose *close;
    OnSubscription *subscription;
} Behavior;

void *uws_create_app(int ssl, Options options);
void uws_app_run(int ssl, void *app);
void uws_app_listen_with_config(int ssl, void *app, Place place, void (*done)(void *, Place, void *), void *data);
void uws_ws(int ssl, void *app, const char *pattern, Behavior behavior, void *data);
void *uws_ws_get_user_data(int ssl, void *ws);
bool uws_ws_subscribe(int ssl, void *ws, const char *topic, size_t count);
bool uws_publish(int ssl, void *app, const char *topic, size_t topic_length, const char *bytes, size_t count, int opcode,
                 bool compress);
size_t uws_req_get_parameter(void *request, unsigned short place, const char **value);
size_t uws_req_get_header(void *request, const char *name, size_t count, const char **value);
void *uws_res_upgrade(int ssl, void *response, void *data, const char *key, size_t key_length, const char *protocol,
                      size_t protocol_length, const char *extensions, size_t extensions_length, void *context);

enum { MOST_CHATS = 16384, TEXT = 1 };

static void *app;
static long message_id, seqs[MOST_CHATS];

static long chat_of(void *ws) { return (intptr_t)uws_ws_get_user_data(0, ws); }

static size_t header(void *request, const char *name, const char **value) {
    return uws_req_get_header(request, name, strlen(name), value);
}

static void upgrade(void *response, void *request, void *context, void *data) {
    const char *number, *key, *protocol, *extensions;
    uws_req_get_parameter(request, 0, &number);
    size_t key_length = header(request, "sec-websocket-key", &key);
    size_t protocol_length = header(request, "sec-websocket-protocol", &protocol);
    size_t extensions_length = header(request, "sec-websocket-extensions", &extensions);
    intptr_t chat = atoi(number) % MOST_CHATS;
    uws_res_upgrade(0, response, (void *)chat, key, key_length, protocol, protocol_length, extensions, extensions_length,
                    context);
}

static void open_socket(void *ws, void *data) {
    char topic[24];
    uws_ws_subscribe(0, ws, topic, sprintf(topic, "%ld", chat_of(ws)));
}

static void publish(void *ws, const char *json, size_t count, int opcode, void *data) {
    static char message[LONGEST_TEXT * 2];
    char topic[24];
    long chat = chat_of(ws);
    int length = answer(message, sizeof message, said(json, count), ++message_id, chat, 1, ++seqs[chat]);
    uws_publish(0, app, topic, sprintf(topic, "%ld", chat), message, length, TEXT, false);
}

static void ignore_socket(void *ws, void *data) {}
static void ignore_ping(void *ws, const char *bytes, size_t count, void *data) {}
static void ignore_close(void *ws, int code, const char *bytes, size_t count, void *data) {}
static void ignore_subscription(void *ws, const char *topic, size_t count, int now, int before, void *data) {}

static void listening(void *socket, Place place, void *data) {
    if (!socket) exit(1);
}

int main(int count, char **arguments) {
    struct rlimit files = {65536, 65536};
    setrlimit(RLIMIT_NOFILE, &files);
    app = uws_create_app(0, (Options){0});
    Behavior behavior = {
        .most_payload = 256 * 1024, .idle_seconds = 120, .most_backpressure = 16 << 20, .pings = true,
        .upgrade = upgrade, .open = open_socket, .message = publish, .drain = ignore_socket, .ping = ignore_ping,
        .pong = ignore_ping, .close = ignore_close, .subscription = ignore_subscription,
    };
    uws_ws(0, app, "/ws/:chat", behavior, NULL);
    Place place = {.port = count > 1 ? atoi(arguments[1]) : 9000, .host = "127.0.0.1"};
    uws_app_listen_with_config(0, app, place, listening, NULL);
    uws_app_run(0, app);
}
