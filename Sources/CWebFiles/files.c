// The files of the web client (Web/), inside the program. Each array ends with a zero that is not counted, since an empty
// file would be an empty array, which is not C. Tests compare this list with the folder.

#include "CWebFiles.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

#define WEB_FILE(path, name) {path, name, sizeof name - 1}

static const unsigned char index_html[] = {
#embed "../../Web/index.html" suffix(, )
    0};
static const unsigned char manifest_webmanifest[] = {
#embed "../../Web/manifest.webmanifest" suffix(, )
    0};
static const unsigned char sw_js[] = {
#embed "../../Web/sw.js" suffix(, )
    0};
static const unsigned char core_api_js[] = {
#embed "../../Web/core/api.js" suffix(, )
    0};
static const unsigned char core_changes_js[] = {
#embed "../../Web/core/changes.js" suffix(, )
    0};
static const unsigned char core_chats_js[] = {
#embed "../../Web/core/chats.js" suffix(, )
    0};
static const unsigned char core_connection_js[] = {
#embed "../../Web/core/connection.js" suffix(, )
    0};
static const unsigned char core_deliveries_js[] = {
#embed "../../Web/core/deliveries.js" suffix(, )
    0};
static const unsigned char core_engine_js[] = {
#embed "../../Web/core/engine.js" suffix(, )
    0};
static const unsigned char core_histories_js[] = {
#embed "../../Web/core/histories.js" suffix(, )
    0};
static const unsigned char core_history_js[] = {
#embed "../../Web/core/history.js" suffix(, )
    0};
static const unsigned char core_names_js[] = {
#embed "../../Web/core/names.js" suffix(, )
    0};
static const unsigned char core_outbox_js[] = {
#embed "../../Web/core/outbox.js" suffix(, )
    0};
static const unsigned char core_passing_js[] = {
#embed "../../Web/core/passing.js" suffix(, )
    0};
static const unsigned char core_sender_js[] = {
#embed "../../Web/core/sender.js" suffix(, )
    0};
static const unsigned char core_store_js[] = {
#embed "../../Web/core/store.js" suffix(, )
    0};
static const unsigned char core_wire_js[] = {
#embed "../../Web/core/wire.js" suffix(, )
    0};
static const unsigned char icons_icon_192_png[] = {
#embed "../../Web/icons/icon-192.png" suffix(, )
    0};
static const unsigned char icons_icon_512_png[] = {
#embed "../../Web/icons/icon-512.png" suffix(, )
    0};
static const unsigned char icons_icon_svg[] = {
#embed "../../Web/icons/icon.svg" suffix(, )
    0};
static const unsigned char link_base_js[] = {
#embed "../../Web/link/base.js" suffix(, )
    0};
static const unsigned char link_hub_js[] = {
#embed "../../Web/link/hub.js" suffix(, )
    0};
static const unsigned char link_link_js[] = {
#embed "../../Web/link/link.js" suffix(, )
    0};
static const unsigned char link_start_js[] = {
#embed "../../Web/link/start.js" suffix(, )
    0};
static const unsigned char link_trusted_js[] = {
#embed "../../Web/link/trusted.js" suffix(, )
    0};
static const unsigned char link_worker_js[] = {
#embed "../../Web/link/worker.js" suffix(, )
    0};
static const unsigned char style_base_css[] = {
#embed "../../Web/style/base.css" suffix(, )
    0};
static const unsigned char style_chats_css[] = {
#embed "../../Web/style/chats.css" suffix(, )
    0};
static const unsigned char style_messages_css[] = {
#embed "../../Web/style/messages.css" suffix(, )
    0};
static const unsigned char text_en_js[] = {
#embed "../../Web/text/en.js" suffix(, )
    0};
static const unsigned char text_format_js[] = {
#embed "../../Web/text/format.js" suffix(, )
    0};
static const unsigned char text_linkify_js[] = {
#embed "../../Web/text/linkify.js" suffix(, )
    0};
static const unsigned char text_ru_js[] = {
#embed "../../Web/text/ru.js" suffix(, )
    0};
static const unsigned char text_texts_js[] = {
#embed "../../Web/text/texts.js" suffix(, )
    0};
static const unsigned char ui_app_js[] = {
#embed "../../Web/ui/app.js" suffix(, )
    0};
static const unsigned char ui_attention_js[] = {
#embed "../../Web/ui/attention.js" suffix(, )
    0};
static const unsigned char ui_chat_details_js[] = {
#embed "../../Web/ui/chat-details.js" suffix(, )
    0};
static const unsigned char ui_chat_list_js[] = {
#embed "../../Web/ui/chat-list.js" suffix(, )
    0};
static const unsigned char ui_composer_js[] = {
#embed "../../Web/ui/composer.js" suffix(, )
    0};
static const unsigned char ui_conversation_js[] = {
#embed "../../Web/ui/conversation.js" suffix(, )
    0};
static const unsigned char ui_dialog_js[] = {
#embed "../../Web/ui/dialog.js" suffix(, )
    0};
static const unsigned char ui_dom_js[] = {
#embed "../../Web/ui/dom.js" suffix(, )
    0};
static const unsigned char ui_form_js[] = {
#embed "../../Web/ui/form.js" suffix(, )
    0};
static const unsigned char ui_heights_js[] = {
#embed "../../Web/ui/heights.js" suffix(, )
    0};
static const unsigned char ui_language_js[] = {
#embed "../../Web/ui/language.js" suffix(, )
    0};
static const unsigned char ui_login_js[] = {
#embed "../../Web/ui/login.js" suffix(, )
    0};
static const unsigned char ui_main_js[] = {
#embed "../../Web/ui/main.js" suffix(, )
    0};
static const unsigned char ui_message_row_js[] = {
#embed "../../Web/ui/message-row.js" suffix(, )
    0};
static const unsigned char ui_model_js[] = {
#embed "../../Web/ui/model.js" suffix(, )
    0};
static const unsigned char ui_new_chat_js[] = {
#embed "../../Web/ui/new-chat.js" suffix(, )
    0};
static const unsigned char ui_passages_js[] = {
#embed "../../Web/ui/passages.js" suffix(, )
    0};
static const unsigned char ui_password_js[] = {
#embed "../../Web/ui/password.js" suffix(, )
    0};
static const unsigned char ui_people_search_js[] = {
#embed "../../Web/ui/people-search.js" suffix(, )
    0};
static const unsigned char ui_presence_js[] = {
#embed "../../Web/ui/presence.js" suffix(, )
    0};
static const unsigned char ui_settings_js[] = {
#embed "../../Web/ui/settings.js" suffix(, )
    0};
static const unsigned char ui_shortcuts_js[] = {
#embed "../../Web/ui/shortcuts.js" suffix(, )
    0};
static const unsigned char ui_sidebar_js[] = {
#embed "../../Web/ui/sidebar.js" suffix(, )
    0};
static const unsigned char ui_virtual_list_js[] = {
#embed "../../Web/ui/virtual-list.js" suffix(, )
    0};

static const web_file files[] = {
    WEB_FILE("index.html", index_html),
    WEB_FILE("manifest.webmanifest", manifest_webmanifest),
    WEB_FILE("sw.js", sw_js),
    WEB_FILE("core/api.js", core_api_js),
    WEB_FILE("core/changes.js", core_changes_js),
    WEB_FILE("core/chats.js", core_chats_js),
    WEB_FILE("core/connection.js", core_connection_js),
    WEB_FILE("core/deliveries.js", core_deliveries_js),
    WEB_FILE("core/engine.js", core_engine_js),
    WEB_FILE("core/histories.js", core_histories_js),
    WEB_FILE("core/history.js", core_history_js),
    WEB_FILE("core/names.js", core_names_js),
    WEB_FILE("core/outbox.js", core_outbox_js),
    WEB_FILE("core/passing.js", core_passing_js),
    WEB_FILE("core/sender.js", core_sender_js),
    WEB_FILE("core/store.js", core_store_js),
    WEB_FILE("core/wire.js", core_wire_js),
    WEB_FILE("icons/icon-192.png", icons_icon_192_png),
    WEB_FILE("icons/icon-512.png", icons_icon_512_png),
    WEB_FILE("icons/icon.svg", icons_icon_svg),
    WEB_FILE("link/base.js", link_base_js),
    WEB_FILE("link/hub.js", link_hub_js),
    WEB_FILE("link/link.js", link_link_js),
    WEB_FILE("link/start.js", link_start_js),
    WEB_FILE("link/trusted.js", link_trusted_js),
    WEB_FILE("link/worker.js", link_worker_js),
    WEB_FILE("style/base.css", style_base_css),
    WEB_FILE("style/chats.css", style_chats_css),
    WEB_FILE("style/messages.css", style_messages_css),
    WEB_FILE("text/en.js", text_en_js),
    WEB_FILE("text/format.js", text_format_js),
    WEB_FILE("text/linkify.js", text_linkify_js),
    WEB_FILE("text/ru.js", text_ru_js),
    WEB_FILE("text/texts.js", text_texts_js),
    WEB_FILE("ui/app.js", ui_app_js),
    WEB_FILE("ui/attention.js", ui_attention_js),
    WEB_FILE("ui/chat-details.js", ui_chat_details_js),
    WEB_FILE("ui/chat-list.js", ui_chat_list_js),
    WEB_FILE("ui/composer.js", ui_composer_js),
    WEB_FILE("ui/conversation.js", ui_conversation_js),
    WEB_FILE("ui/dialog.js", ui_dialog_js),
    WEB_FILE("ui/dom.js", ui_dom_js),
    WEB_FILE("ui/form.js", ui_form_js),
    WEB_FILE("ui/heights.js", ui_heights_js),
    WEB_FILE("ui/language.js", ui_language_js),
    WEB_FILE("ui/login.js", ui_login_js),
    WEB_FILE("ui/main.js", ui_main_js),
    WEB_FILE("ui/message-row.js", ui_message_row_js),
    WEB_FILE("ui/model.js", ui_model_js),
    WEB_FILE("ui/new-chat.js", ui_new_chat_js),
    WEB_FILE("ui/passages.js", ui_passages_js),
    WEB_FILE("ui/password.js", ui_password_js),
    WEB_FILE("ui/people-search.js", ui_people_search_js),
    WEB_FILE("ui/presence.js", ui_presence_js),
    WEB_FILE("ui/settings.js", ui_settings_js),
    WEB_FILE("ui/shortcuts.js", ui_shortcuts_js),
    WEB_FILE("ui/sidebar.js", ui_sidebar_js),
    WEB_FILE("ui/virtual-list.js", ui_virtual_list_js),
};

size_t web_file_count(void) { return sizeof files / sizeof files[0]; }

web_file web_file_at(size_t number) { return files[number]; }
