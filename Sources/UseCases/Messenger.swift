/// The product's verbs.
///
/// Each use case is an extension in a file of its own: authorise, parse, one call to the store, then the event.
///
/// It has no state but a cache of accounts and the allowance of searches, and is safe to use from anywhere at once. A
/// class, since every connection holds on to it.
public final class Messenger: Sendable {
    let users: any UserStore
    let chats: any ChatStore
    let members: any MemberStore
    let messages: any MessageStore
    let sync: any SyncStore
    let sessions: any SessionStore
    let calls: any CallStore
    let demoData: any DemoDataStore
    let writer: MessageWriter
    let cursors: CursorWriter
    let passwords: any PasswordHashing
    let tokens: any TokenIssuing
    let events: any EventBus
    let clock: any WallClock
    let clientMessageIDs: any ClientMessageIDMaking
    let searches: SearchAllowance
    let knownAccounts = KnownAccounts()

    /// Puts the product together from its parts; `writer` and `cursors` must be running for messages to be
    /// sent and read.
    ///
    /// `messages` and `sync` are where messages and what a device lacks are read, the store itself where nothing is
    /// said.
    public init(
        store: some Store,
        messages: (any MessageStore)? = nil,
        sync: (any SyncStore)? = nil,
        writer: MessageWriter,
        cursors: CursorWriter,
        passwords: some PasswordHashing,
        tokens: some TokenIssuing,
        events: some EventBus,
        clock: any WallClock,
        clientMessageIDs: some ClientMessageIDMaking,
        searches: SearchAllowance = SearchAllowance(perMinute: 0)
    ) {
        users = store
        chats = store
        members = store
        self.messages = messages ?? store
        self.sync = sync ?? store
        sessions = store
        calls = store
        demoData = store
        self.writer = writer
        self.cursors = cursors
        self.passwords = passwords
        self.tokens = tokens
        self.events = events
        self.clock = clock
        self.clientMessageIDs = clientMessageIDs
        self.searches = searches
    }
}
