/// Writes compact JSON: no spaces, raw UTF-8, members in the order in which they are written.
///
/// It writes to memory instead of to an array: a page of 50 messages is some 700 short pieces, and the checks that an
/// array makes at each of them took a third of the time.
struct JSONWriter: ~Copyable {
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var isLent: Bool
    fileprivate private(set) var count = 0

    /// Starts in memory that is lent, and leaves it for its own when more is needed.
    fileprivate init(lent memory: UnsafeMutablePointer<UInt8>, capacity: Int) {
        self.memory = memory
        self.capacity = capacity
        isLent = true
    }

    deinit {
        if !isLent { memory.deallocate() }
    }

    /// What was written, where it has outgrown the memory that was lent.
    fileprivate var outgrown: [UInt8]? {
        isLent ? nil : Array(UnsafeBufferPointer(start: memory, count: count))
    }

    /// The byte that was written last; nil before the first.
    var last: UInt8? {
        count > 0 ? memory[count - 1] : nil
    }

    /// Writes one byte as it is.
    mutating func append(_ byte: UInt8) {
        withRoom(1) { room in
            room[0] = byte
            return 1
        }
    }

    /// Writes bytes as they are.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        withRoom(bytes.count) { room in
            room.update(from: start, count: bytes.count)
            return bytes.count
        }
    }

    /// Writes text that is JSON already.
    mutating func raw(_ json: StaticString) {
        append(UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
    }

    /// Lets `write` fill up to `size` bytes that follow what was written; it returns how many it filled.
    @inline(__always)
    mutating func withRoom(_ size: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        if capacity - count < size { grow(by: size) }
        let written = write(memory + count)
        assert((0...size).contains(written), "wrote more than there was room for")
        count += written
    }

    private mutating func grow(by size: Int) {
        let larger = max(capacity * 2, count + size)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.moveInitialize(from: memory, count: count)
        if !isLent { memory.deallocate() }
        memory = moved
        capacity = larger
        isLent = false
    }
}

/// The bytes that `write` writes, in the memory of the array itself where they fit into `capacity`.
func written(capacity: Int, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var outgrown: [UInt8]?
    let bytes = [UInt8](unsafeUninitializedCapacity: max(capacity, 64)) { room, count in
        guard let start = room.baseAddress else { return }
        var writer = JSONWriter(lent: start, capacity: room.count)
        write(&writer)
        outgrown = writer.outgrown
        count = outgrown == nil ? writer.count : 0
    }
    return outgrown ?? bytes
}
