#pragma once

#include <stddef.h>

/// One file of the docs pages, gzipped, as the build found it in assets/; `count` is 0 when it was not there.
/// The bytes live as long as the program.
typedef struct {
    const unsigned char *bytes;
    size_t count;
} docs_asset;

docs_asset docs_asset_swagger_ui_bundle_js(void);
docs_asset docs_asset_swagger_ui_css(void);
docs_asset docs_asset_favicon_png(void);
docs_asset docs_asset_swagger_ui_license(void);
docs_asset docs_asset_redoc_standalone_js(void);
docs_asset docs_asset_redoc_standalone_js_license(void);
docs_asset docs_asset_redoc_license(void);
