/// Text that compresses about as well as what people write, the same in every run.
enum Prose {
    private static let words = """
        about after again all also and any are back because been before but by call can come could day did do down even \
        every find first for from get give go good great had has have he her here him his how if in into is it its just \
        know last like little long look made make man many may me message more most much my never new no not now of off \
        on one only or other our out over own people place right said same say see she should so some still such take \
        tell than that the their them then there these they thing think this those time to two under up us use very \
        want was way we well went were what when where which while who will with work would year you your
        """.split(separator: " ").map { Array($0.utf8) }

    /// So many bytes of it.
    static func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var state: UInt64 = 1
        while bytes.count < count {
            // A linear congruential generator (Knuth, "The Art of Computer Programming", 3.3.4).
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes += words[Int(state >> 33) % words.count]
            bytes.append(UInt8(ascii: " "))
        }
        return Array(bytes.prefix(count))
    }
}
