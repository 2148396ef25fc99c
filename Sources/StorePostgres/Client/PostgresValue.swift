/// The value of a parameter; its type is declared to the server when the statement is prepared.
///
/// One statement is always given the same types. NULL is a nil of the right case, `.int8(nil)` for instance.
enum PostgresValue: Equatable, Sendable {
    case int8(Int64?)
    case bool(Bool?)
    case text(String?)
    case bytes([UInt8]?)
    case double(Double?)
    /// A `timestamptz` in microseconds since 1970.
    case timestamp(Int64?)
    case int8Array([Int64])
    case optionalInt8Array([Int64?])
    case textArray([String])
    case optionalTextArray([String?])
    case boolArray([Bool])
}

/// The object identifiers of the types we speak, fixed in PostgreSQL's catalogue.
enum PostgresType {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let boolArray: UInt32 = 1000
    static let int4Array: UInt32 = 1007
    static let textArray: UInt32 = 1009
    static let varcharArray: UInt32 = 1015
    static let int8Array: UInt32 = 1016
    static let bpchar: UInt32 = 1042
    static let varchar: UInt32 = 1043
    static let timestamp: UInt32 = 1114
    static let timestamptz: UInt32 = 1184

    /// PostgreSQL counts time from 2000-01-01; in microseconds since 1970 that is this.
    static let epoch: Int64 = 946_684_800_000_000
}

extension PostgresValue {
    var type: UInt32 {
        switch self {
        case .int8: PostgresType.int8
        case .bool: PostgresType.bool
        case .text: PostgresType.text
        case .bytes: PostgresType.bytea
        case .double: PostgresType.float8
        case .timestamp: PostgresType.timestamptz
        case .int8Array, .optionalInt8Array: PostgresType.int8Array
        case .textArray, .optionalTextArray: PostgresType.textArray
        case .boolArray: PostgresType.boolArray
        }
    }
}
