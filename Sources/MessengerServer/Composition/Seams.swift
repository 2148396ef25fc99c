import Realtime
import UseCases

/// The places between the parts where a debug build can have a fault on purpose; a release passes them by.
struct Seams {
    /// Where messages are committed and read.
    let messages: any MessageStore
    /// Where it is read what a device or this node lacks.
    let sync: any SyncStore
    /// What makes the frames of live events.
    let encoder: any EventEncoding

    init(_ store: any Store, _ encoder: any EventEncoding, _ tuning: Tuning) {
        #if DEBUG
        if let fault = tuning.seededFault {
            messages = fault.messages(of: store, clock: tuning.clock)
            sync = fault.sync(of: store, beside: messages)
            self.encoder = FaultyFrames(fault, base: encoder)
            return
        }
        #endif
        messages = store
        sync = store
        self.encoder = encoder
    }
}
