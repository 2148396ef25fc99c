extension PostgresRow {
    /// Reads an int8[] or int4[] column whose elements may be NULL.
    func optionalInt64Array(_ column: Int32) throws(PostgresError) -> [Int64?]? {
        guard let bytes = bytes(of: column) else { return nil }
        switch type(of: column) {
        case PostgresType.int8Array:
            return try elements(bytes) { element throws(PostgresError) in try element.integer(Int64.self) }
        case PostgresType.int4Array:
            return try elements(bytes) { element throws(PostgresError) in Int64(try element.integer(Int32.self)) }
        default: throw unexpected(column, wanted: "an array of integers")
        }
    }

    /// Reads a text[] or varchar[] column whose elements may be NULL.
    func optionalTextArray(_ column: Int32) throws(PostgresError) -> [String?]? {
        guard let bytes = bytes(of: column) else { return nil }
        switch type(of: column) {
        case PostgresType.textArray, PostgresType.varcharArray: break
        default: throw unexpected(column, wanted: "an array of texts")
        }
        return try elements(bytes) { element throws(PostgresError) in String(decoding: element, as: UTF8.self) }
    }

    func int64Array(_ column: Int32) throws(PostgresError) -> [Int64] {
        try unwrapped(try optionalInt64Array(column), column)
    }

    func textArray(_ column: Int32) throws(PostgresError) -> [String] {
        try unwrapped(try optionalTextArray(column), column)
    }

    private func unwrapped<Element>(_ array: [Element?]?, _ column: Int32) throws(PostgresError) -> [Element] {
        guard let array else { throw unexpected(column, wanted: "NOT NULL") }
        let elements = array.compactMap(\.self)
        guard elements.count == array.count else { throw unexpected(column, wanted: "without NULLs") }
        return elements
    }

    private func elements<Element>(
        _ bytes: UnsafeRawBufferPointer,
        _ decode: (UnsafeRawBufferPointer) throws(PostgresError) -> Element
    ) throws(PostgresError) -> [Element?] {
        var reader = PostgresArrayReader(bytes)
        let dimensions = try reader.number()
        if dimensions == 0 { return [] }
        guard dimensions == 1 else { throw .unexpectedResult("an array of \(dimensions) dimensions") }
        // The flag for NULLs and the element's type say nothing new; the first index does not matter.
        try reader.skip(8)
        let count = Int(try reader.number())
        try reader.skip(4)
        var elements: [Element?] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            if let element = try reader.element() { elements.append(try decode(element)) } else { elements.append(nil) }
        }
        return elements
    }
}

/// Walks through an array in PostgreSQL's binary format.
private struct PostgresArrayReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    mutating func number() throws(PostgresError) -> Int32 {
        try take(4).integer(Int32.self)
    }

    mutating func skip(_ count: Int) throws(PostgresError) {
        _ = try take(count)
    }

    /// An element, with its length before it; nil for NULL.
    mutating func element() throws(PostgresError) -> UnsafeRawBufferPointer? {
        let length = try number()
        return length < 0 ? nil : try take(Int(length))
    }

    private mutating func take(_ count: Int) throws(PostgresError) -> UnsafeRawBufferPointer {
        guard offset + count <= bytes.count else { throw .unexpectedResult("an array that ends too early") }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }
}
