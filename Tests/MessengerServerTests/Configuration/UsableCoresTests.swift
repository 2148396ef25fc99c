import Testing

@testable import MessengerServer

@Suite("How many event loops and connections to a database")
struct UsableCoresTests {
    @Test(
        "one for each core that the process may use, and always one",
        arguments: [(8, nil, 8), (8, 2, 2), (2, 8, 2), (1, 1, 1), (0, 0, 1)] as [(Int, Int?, Int)]
    )
    func loops(_ cores: Int, _ bound: Int?, _ loops: Int) {
        #expect(loopCount(cores: cores, bound: bound) == loops)
    }

    @Test("one connection more than cores, and some where there are few cores", arguments: [(1, 3), (2, 3), (8, 9)])
    func connections(_ cores: Int, _ connections: Int) {
        #expect(connectionCount(cores: cores) == connections)
    }

    @Test("a number of connections that is set is what is used")
    func setConnections() {
        var configuration = ServerConfiguration()
        #expect(configuration.database.connections >= 3)
        configuration.database.poolSize = 1
        #expect(configuration.database.connections == 1)
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
