// What a server answers to the key of a WebSocket handshake (RFC 6455, 4.2.2): base64 of a SHA-1.
#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>

// SHA-1 (RFC 3174) of a text of at most 119 bytes, for the handshake.
static void sha1(const char *text, uint8_t digest[20]) {
    uint8_t block[128] = {0};
    size_t length = strlen(text), blocks = (length + 9 + 63) / 64;
    memcpy(block, text, length);
    block[length] = 0x80;
    block[blocks * 64 - 2] = (uint8_t)(length * 8 >> 8);
    block[blocks * 64 - 1] = (uint8_t)(length * 8);
    uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}, w[80];
    for (size_t at = 0; at < blocks * 64; at += 64) {
        for (int t = 0; t < 16; t++) {
            uint32_t word;
            memcpy(&word, block + at + t * 4, 4);
            w[t] = ntohl(word);
        }
        for (int t = 16; t < 80; t++) {
            uint32_t x = w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16];
            w[t] = x << 1 | x >> 31;
        }
        uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
        for (int t = 0; t < 80; t++) {
            uint32_t f = t < 20   ? ((b & c) | (~b & d)) + 0x5A827999
                         : t < 40 ? (b ^ c ^ d) + 0x6ED9EBA1
                         : t < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC
                                  : (b ^ c ^ d) + 0xCA62C1D6;
            uint32_t next = (a << 5 | a >> 27) + f + e + w[t];
            e = d, d = c, c = b << 30 | b >> 2, b = a, a = next;
        }
        h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
    }
    for (int i = 0; i < 5; i++) {
        uint32_t word = htonl(h[i]);
        memcpy(digest + i * 4, &word, 4);
    }
}

static void base64(const uint8_t digest[20], char text[29]) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint8_t padded[21] = {0};
    memcpy(padded, digest, 20);
    for (int i = 0; i < 7; i++) {
        uint32_t three = padded[i * 3] << 16 | padded[i * 3 + 1] << 8 | padded[i * 3 + 2];
        for (int j = 0; j < 4; j++) text[i * 4 + j] = letters[three >> (18 - 6 * j) & 63];
    }
    text[27] = '=';
    text[28] = 0;
}

// The answer to a key that is followed by the protocol's own number already.
static void accept_key(const char *text, char accept[29]) {
    uint8_t digest[20];
    sha1(text, digest);
    base64(digest, accept);
}
