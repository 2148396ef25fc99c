#include <zlib.h>

// zlib's own initialisers are macros, which Swift does not see. Bare DEFLATE, without a header (RFC 1951).

static inline int CZlib_deflateInit(z_streamp stream, int level, int windowBits, int memoryLevel) {
    return deflateInit2(stream, level, Z_DEFLATED, -windowBits, memoryLevel, Z_DEFAULT_STRATEGY);
}

static inline int CZlib_inflateInit(z_streamp stream, int windowBits) {
    return inflateInit2(stream, -windowBits);
}
