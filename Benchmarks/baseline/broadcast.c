// The least that a chat server could do, as a measure for ours: accepts WebSockets on /ws/{number}, gives each message
// the next seq of its chat, and sends it to everybody there. No accounts, no limits, one thread. What goes to one socket
// within one turn of the loop is joined and sent with one system call. With a FILE it first stores what one turn brings
// in SQLite, with one commit; then there is one chat, the first.
//   broadcast PORT [FILE]
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "accept_key.h"
#include "load_json.h"
#include "sqlite_store.h"

enum { MOST_CHATS = 16384, MOST_SOCKETS = 65536, READ_SIZE = 1 << 16 };

typedef struct {
    uint8_t *bytes;
    size_t count, room;
} Buffer;

typedef struct {
    Buffer in, out;  // What came and is not a whole frame; what the kernel has not taken yet.
    int chat, place; // Where it listens, and as which of the listeners; chat 0 before the handshake.
} Socket;

typedef struct {
    int *members, count, room;
    long seq;
    Buffer pending;
} Chat;

static Socket sockets[MOST_SOCKETS];
static Chat chats[MOST_CHATS];
static int touched[MOST_CHATS], touched_count, loop;
static long message_id;

static void append(Buffer *buffer, const void *bytes, size_t count) {
    if (buffer->count + count > buffer->room) {
        buffer->room = (buffer->count + count) * 2;
        buffer->bytes = realloc(buffer->bytes, buffer->room);
        if (!buffer->bytes) abort();
    }
    memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
}

static void drop_front(Buffer *buffer, size_t count) {
    buffer->count -= count;
    memmove(buffer->bytes, buffer->bytes + count, buffer->count);
}

static void hang_up(int fd) {
    Socket *socket = &sockets[fd];
    if (socket->chat) {
        Chat *chat = &chats[socket->chat];
        int last = chat->members[--chat->count];
        chat->members[socket->place] = last;
        sockets[last].place = socket->place;
    }
    free(socket->in.bytes);
    free(socket->out.bytes);
    memset(socket, 0, sizeof *socket);
    close(fd);
}

// Sends now what the kernel takes, and the rest when it says so.
static void deliver(int fd, const uint8_t *bytes, size_t count) {
    Socket *socket = &sockets[fd];
    if (socket->out.count == 0) {
        ssize_t sent = send(fd, bytes, count, MSG_NOSIGNAL);
        if (sent == (ssize_t)count) return;
        if (sent > 0) bytes += sent, count -= sent;
        struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.fd = fd};
        epoll_ctl(loop, EPOLL_CTL_MOD, fd, &event);
    }
    append(&socket->out, bytes, count);
}

static void send_rest(int fd) {
    Socket *socket = &sockets[fd];
    ssize_t sent = send(fd, socket->out.bytes, socket->out.count, MSG_NOSIGNAL);
    if (sent > 0) drop_front(&socket->out, sent);
    if (socket->out.count > 0) return;
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(loop, EPOLL_CTL_MOD, fd, &event);
}

static void publish(int fd, const char *json, size_t count) {
    static char frame[LONGEST_TEXT * 2];
    int number = sockets[fd].chat;
    Chat *chat = &chats[number];
    Said message = said(json, count);
    if (database) {
        if (touched_count == 0) begin_commit();
        store(number, fd, message.text, message.text_length, message.name, message.name_length);
    }
    int length = answer(frame + 4, sizeof frame - 4, message, ++message_id, number, fd, ++chat->seq);
    uint8_t *head = (uint8_t *)frame;
    size_t head_length = length < 126 ? 2 : 4;
    head[4 - head_length] = 0x81;
    head[5 - head_length] = length < 126 ? length : 126;
    if (head_length == 4) head[2] = length >> 8, head[3] = length;
    if (chat->pending.count == 0) touched[touched_count++] = number;
    append(&chat->pending, frame + 4 - head_length, length + head_length);
}

static int shake_hands(int fd) {
    Socket *socket = &sockets[fd];
    append(&socket->in, "", 1);
    char *request = (char *)socket->in.bytes, *end = strstr(request, "\r\n\r\n");
    socket->in.count--;
    if (!end) return 1;
    char *key = strcasestr(request, "sec-websocket-key: "), proof[128], accept[29], reply[256];
    int number = strncmp(request, "GET /ws/", 8) == 0 ? atoi(request + 8) : 0;
    if (!key || number < 1 || number >= MOST_CHATS) return 0;
    snprintf(proof, sizeof proof, "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key + 19);
    accept_key(proof, accept);
    int length = snprintf(reply, sizeof reply, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", accept);
    deliver(fd, (uint8_t *)reply, length);
    drop_front(&socket->in, end + 4 - request);
    Chat *chat = &chats[number];
    if (chat->count == chat->room) {
        chat->room = chat->room ? chat->room * 2 : 8;
        chat->members = realloc(chat->members, chat->room * sizeof(int));
        if (!chat->members) abort();
    }
    socket->chat = number;
    socket->place = chat->count;
    chat->members[chat->count++] = fd;
    return 1;
}

// Takes whole frames; 0 when the client says goodbye or makes no sense.
static int take_frames(int fd) {
    Buffer *in = &sockets[fd].in;
    size_t at = 0;
    while (in->count - at >= 6) {
        uint8_t *frame = in->bytes + at;
        size_t length = frame[1] & 127, head = 2;
        if (length == 126) length = frame[2] << 8 | frame[3], head = 4;
        if (length == 127 || !(frame[1] & 128) || (frame[0] & 15) == 8) return 0;
        if (in->count - at < head + 4 + length) break;
        uint8_t *key = frame + head, *payload = key + 4;
        for (size_t i = 0; i < length; i++) payload[i] ^= key[i & 3];
        if ((frame[0] & 15) == 1) publish(fd, (char *)payload, length);
        at += head + 4 + length;
    }
    drop_front(in, at);
    return 1;
}

static int receive(int fd) {
    static uint8_t bytes[READ_SIZE];
    ssize_t count = recv(fd, bytes, sizeof bytes, 0);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    if (count == 0) return 0;
    append(&sockets[fd].in, bytes, count);
    if (!sockets[fd].chat && !shake_hands(fd)) return 0;
    return sockets[fd].chat ? take_frames(fd) : 1;
}

static void flush_chats(void) {
    if (database && touched_count > 0) end_commit();
    for (int i = 0; i < touched_count; i++) {
        Chat *chat = &chats[touched[i]];
        for (int m = 0; m < chat->count; m++) deliver(chat->members[m], chat->pending.bytes, chat->pending.count);
        chat->pending.count = 0;
    }
    touched_count = 0;
}

int main(int count, char **arguments) {
    struct rlimit files = {MOST_SOCKETS, MOST_SOCKETS};
    setrlimit(RLIMIT_NOFILE, &files);
    if (count > 2) {
        open_store(arguments[2]);
        // As long a log as our server lets grow.
        script("PRAGMA wal_autocheckpoint = 12288");
    }
    int door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(count > 1 ? atoi(arguments[1]) : 9000)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(door, (struct sockaddr *)&address, sizeof address) || listen(door, 4096)) return perror("listen"), 1;
    loop = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = door}, events[1024];
    epoll_ctl(loop, EPOLL_CTL_ADD, door, &event);
    for (;;) {
        int ready = epoll_wait(loop, events, 1024, -1);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (fd == door) {
                while ((fd = accept4(door, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
                    if (fd >= MOST_SOCKETS) { close(fd); continue; }
                    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
                    event.events = EPOLLIN, event.data.fd = fd;
                    epoll_ctl(loop, EPOLL_CTL_ADD, fd, &event);
                }
                continue;
            }
            if (events[i].events & EPOLLOUT) send_rest(fd);
            if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR) && !receive(fd)) hang_up(fd);
        }
        flush_chats();
    }
}
