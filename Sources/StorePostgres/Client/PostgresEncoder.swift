/// The parameters of one call in PostgreSQL's binary format, in one buffer that is used again for the next call.
struct PostgresEncoder {
    private var bytes: [UInt8] = []
    private var starts: [Int] = []
    private(set) var types: [UInt32] = []
    private(set) var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var pointers: [UnsafePointer<CChar>?] = []

    private static let null = -1

    mutating func encode(_ values: [PostgresValue]) {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        types.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        for value in values {
            let start = bytes.count
            let isValue = append(value)
            starts.append(isValue ? start : Self.null)
            types.append(value.type)
            lengths.append(Int32(bytes.count - start))
        }
        // An empty text at the end must still have an address, or libpq would take it for NULL.
        bytes.append(0)
        while formats.count < values.count { formats.append(1) }
    }

    /// Calls `body` with the count, the values' addresses, lengths and formats, as libpq's functions want them.
    mutating func withParameters<Result>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        // Taken out for the while, since `bytes` is being read below.
        var addresses: [UnsafePointer<CChar>?] = []
        swap(&addresses, &pointers)
        defer { swap(&addresses, &pointers) }
        addresses.removeAll(keepingCapacity: true)
        return bytes.withUnsafeBytes { buffer in
            for start in starts {
                let address = start == Self.null ? nil : buffer.baseAddress?.advanced(by: start)
                addresses.append(address?.assumingMemoryBound(to: CChar.self))
            }
            return body(Int32(starts.count), addresses, lengths, formats)
        }
    }

    private mutating func append(_ value: PostgresValue) -> Bool {
        switch value {
        case .int8(let number?): append(number)
        case .bool(let flag?): bytes.append(flag ? 1 : 0)
        case .text(let text?): append(text)
        case .bytes(let data?): bytes.append(contentsOf: data)
        case .double(let number?): append(number.bitPattern)
        // Out of range stays out of range: the server refuses it, we do not trap.
        case .timestamp(let time?): append(time.subtractingReportingOverflow(PostgresType.epoch).partialValue)
        case .int8Array(let numbers): appendArray(numbers, of: PostgresType.int8) { $0.appendElement($1) }
        case .optionalInt8Array(let numbers):
            appendOptionals(numbers, of: PostgresType.int8) { $0.appendElement($1) }
        case .textArray(let texts): appendArray(texts, of: PostgresType.text) { $0.appendElement($1) }
        case .optionalTextArray(let texts): appendOptionals(texts, of: PostgresType.text) { $0.appendElement($1) }
        case .boolArray(let flags): appendArray(flags, of: PostgresType.bool) { $0.appendElement($1) }
        case .int8(nil), .bool(nil), .text(nil), .bytes(nil), .double(nil), .timestamp(nil): return false
        }
        return true
    }

    private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ text: String) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
        if isDone == nil { bytes.append(contentsOf: text.utf8) }
    }

    private mutating func appendArray<Element>(
        _ elements: [Element],
        of type: UInt32,
        _ appendElement: (inout Self, Element) -> Void
    ) {
        appendHeader(count: elements.count, hasNulls: false, of: type)
        for element in elements { appendElement(&self, element) }
    }

    private mutating func appendOptionals<Element>(
        _ elements: [Element?],
        of type: UInt32,
        _ appendElement: (inout Self, Element) -> Void
    ) {
        appendHeader(count: elements.count, hasNulls: elements.contains { $0 == nil }, of: type)
        for element in elements {
            if let element { appendElement(&self, element) } else { append(Int32(-1)) }
        }
    }

    /// The number of dimensions, whether there are NULLs, the elements' type, then the dimension's length and first index.
    private mutating func appendHeader(count: Int, hasNulls: Bool, of type: UInt32) {
        append(Int32(count == 0 ? 0 : 1))
        append(Int32(hasNulls ? 1 : 0))
        append(type)
        if count == 0 { return }
        append(Int32(count))
        append(Int32(1))
    }

    private mutating func appendElement(_ number: Int64) {
        append(Int32(8))
        append(number)
    }

    private mutating func appendElement(_ flag: Bool) {
        append(Int32(1))
        bytes.append(flag ? 1 : 0)
    }

    private mutating func appendElement(_ text: String) {
        append(Int32(text.utf8.count))
        append(text)
    }
}
