#pragma once

#include <stddef.h>

/// One file of Web/. Its bytes live as long as the program.
typedef struct {
    const char *path;
    const unsigned char *bytes;
    size_t count;
} web_file;

/// How many files there are.
size_t web_file_count(void);

/// A file by its number, from 0.
web_file web_file_at(size_t number);
