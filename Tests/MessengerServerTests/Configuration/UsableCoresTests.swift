import Testing

@testable import MessengerServer

@Suite("How many event loops")
struct UsableCoresTests {
    @Test(
        "one for each core that the process may use, and always one",
        arguments: [(8, nil, 8), (8, 2, 2), (2, 8, 2), (1, 1, 1), (0, 0, 1)] as [(Int, Int?, Int)]
    )
    func loops(_ cores: Int, _ bound: Int?, _ loops: Int) {
        #expect(loopCount(cores: cores, bound: bound) == loops)
    }

    @Test(
        "the cores that a process is bound to are the bits of its mask",
        arguments: [
            ("Name:\tmessenger\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n", 2), ("Cpus_allowed:\tff,00000001", 9),
            ("Cpus_allowed:\t0", nil), ("Cpus_allowed_list:\t0-1", nil), ("", nil),
        ] as [(String, Int?)]
    )
    func mask(_ status: String, _ cores: Int?) {
        #expect(allowedCores(status: status) == cores)
    }
}
