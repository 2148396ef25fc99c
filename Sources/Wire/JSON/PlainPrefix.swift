/// How many bytes at the start of `bytes` a JSON string holds as they are: neither quotation mark, backslash nor control.
///
/// It looks at eight bytes at a time: a byte of a word is special when the top bit of its lane is set afterwards.
func plainPrefix(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var index = 0
    if let start = UnsafeRawBufferPointer(bytes).baseAddress {
        while index + 8 <= bytes.count, !holdsSpecial(start.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
            index += 8
        }
    }
    while index < bytes.count, !isSpecial(bytes[index]) { index += 1 }
    return index
}

private func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
}

private func holdsSpecial(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let controls = (word &- ones &* 0x20) & ~word
    return (controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes) & tops != 0
}
