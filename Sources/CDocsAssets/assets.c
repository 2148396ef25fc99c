// The files that scripts/assets put into assets/, inside the program: it stays one file that can be copied anywhere.
// A missing file becomes an empty one. Each array ends with a zero that is not counted, as an empty array is not C.

#include "CDocsAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

#define ASSET(name) \
    docs_asset docs_asset_##name(void) { return (docs_asset){name, sizeof name - 1}; }

static const unsigned char swagger_ui_bundle_js[] = {
#if __has_embed("../../assets/swagger-ui-bundle.js.gz")
#embed "../../assets/swagger-ui-bundle.js.gz" suffix(, )
#endif
    0};
ASSET(swagger_ui_bundle_js)

static const unsigned char swagger_ui_css[] = {
#if __has_embed("../../assets/swagger-ui.css.gz")
#embed "../../assets/swagger-ui.css.gz" suffix(, )
#endif
    0};
ASSET(swagger_ui_css)

static const unsigned char favicon_png[] = {
#if __has_embed("../../assets/favicon-32x32.png.gz")
#embed "../../assets/favicon-32x32.png.gz" suffix(, )
#endif
    0};
ASSET(favicon_png)

static const unsigned char swagger_ui_license[] = {
#if __has_embed("../../assets/swagger-ui.LICENSE.txt.gz")
#embed "../../assets/swagger-ui.LICENSE.txt.gz" suffix(, )
#endif
    0};
ASSET(swagger_ui_license)

static const unsigned char redoc_standalone_js[] = {
#if __has_embed("../../assets/redoc.standalone.js.gz")
#embed "../../assets/redoc.standalone.js.gz" suffix(, )
#endif
    0};
ASSET(redoc_standalone_js)

static const unsigned char redoc_standalone_js_license[] = {
#if __has_embed("../../assets/redoc.standalone.js.LICENSE.txt.gz")
#embed "../../assets/redoc.standalone.js.LICENSE.txt.gz" suffix(, )
#endif
    0};
ASSET(redoc_standalone_js_license)

static const unsigned char redoc_license[] = {
#if __has_embed("../../assets/redoc.LICENSE.txt.gz")
#embed "../../assets/redoc.LICENSE.txt.gz" suffix(, )
#endif
    0};
ASSET(redoc_license)
