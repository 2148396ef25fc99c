#if DEBUG
import Domain
import NIOCore
import Realtime
import Synchronization
import UseCases

/// Frames with a fault: some come twice, too late, or not at all, and some go to another chat.
final class FaultyFrames: EventEncoding {
    private struct State {
        /// Frames that come after the next one of their chat.
        var late: [ID<Chat>: ByteBuffer] = [:]
        /// The last frame of any chat.
        var last: (chat: ID<Chat>, frame: ByteBuffer)?
    }

    private let fault: SeededFault
    private let base: any EventEncoding
    private let state = Mutex(State())

    init(_ fault: SeededFault, base: any EventEncoding) {
        self.fault = fault
        self.base = base
    }

    func write(_ event: Event, as rendition: Rendition, to bytes: inout ByteBuffer) {
        bytes.writeImmutableBuffer(frame(for: event, as: rendition))
    }

    private func frame(for event: Event, as rendition: Rendition) -> ByteBuffer {
        let frame = base.bytes(for: event, as: rendition)
        guard rendition == .webSocket, case .change(.message(let message)) = event else { return frame }
        return state.withLock { state in
            defer { state.last = (message.chat, frame) }
            let late = state.late.removeValue(forKey: message.chat)
            guard message.clientMessageID?.isIllFated == true else { return frame.followed(by: late) }
            return illFated(frame, of: message, &state).followed(by: late)
        }
    }

    func compressed(_ frames: ByteBuffer, on loop: any EventLoop) -> ByteBuffer {
        base.compressed(frames, on: loop)
    }

    private func illFated(_ frame: ByteBuffer, of message: Message, _ state: inout State) -> ByteBuffer {
        switch fault {
        case .shownTwice: return frame.followed(by: frame)
        case .missed: return ByteBuffer()
        case .reordered:
            state.late[message.chat] = frame
            return ByteBuffer()
        case .leaked:
            guard let last = state.last, last.chat != message.chat else { return frame }
            return frame.followed(by: last.frame)
        case .ackBeforeCommit, .lost, .doubled, .changed, .phantom, .gap, .staleRead, .resumeGap, .resumeDouble:
            return frame
        }
    }
}

extension ByteBuffer {
    fileprivate func followed(by other: ByteBuffer?) -> ByteBuffer {
        var joined = self
        if let other { joined.writeImmutableBuffer(other) }
        return joined
    }
}
#endif
