#include <zlib.h>

// zlib's own initialisers are macros, which Swift does not see. Bare DEFLATE, without a header (RFC 1951).

static inline int CZlib_deflateInit(z_streamp stream, int level, int windowBits, int memoryLevel) {
    return deflateInit2(stream, level, Z_DEFLATED, -windowBits, memoryLevel, Z_DEFAULT_STRATEGY);
}

static inline int CZlib_inflateInit(z_streamp stream, int windowBits) {
    return inflateInit2(stream, -windowBits);
}

// The format of gzip (RFC 1952), as tightly as it goes.
static inline int CZlib_gzipInit(z_streamp stream) {
    return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY);
}
