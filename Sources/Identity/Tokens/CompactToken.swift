/// The three parts of a token in the compact form of RFC 7515, still in base 64.
struct CompactToken {
    /// How many bytes a token may have; ours have some two hundred.
    static let longest = 8192

    /// What says how it is signed.
    let header: ArraySlice<UInt8>
    /// What it says.
    let payload: ArraySlice<UInt8>
    /// What proves it.
    let signature: ArraySlice<UInt8>
    /// The bytes that the signature covers: header, dot, payload.
    let signed: ArraySlice<UInt8>

    /// Takes a text apart at its two dots; nil when it has another number of them or is too long.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        let bytes = Array(text.utf8)
        let dot = UInt8(ascii: ".")
        guard let first = bytes.firstIndex(of: dot), let last = bytes.lastIndex(of: dot), first < last else {
            return nil
        }
        header = bytes[..<first]
        payload = bytes[(first + 1)..<last]
        signature = bytes[(last + 1)...]
        signed = bytes[..<last]
        guard !payload.contains(dot) else { return nil }
    }
}
