import ArgumentParser
import FoundationEssentials
import MessengerServer
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Asks a running server how it is.
struct Health: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask a running server how it is.",
        discussion: """
            Prints one line. Exits with 0 when the server answers within three seconds that it is well, and with 1 \
            otherwise; made for the health checks of containers.

            Examples:
              messenger health
              messenger health --url http://127.0.0.1:9000/health
            """
    )

    @OptionGroup var options: ConfigurationOptions

    @Option(help: "What to ask; by default /health on the configured port of this machine.") var url: String?

    /// How long the whole exchange may take.
    private static let patience = TimeAmount.seconds(3)

    func run() async throws {
        try await reportingFailure(configuration: .failure) {
            let address = try await address()
            guard let url = URL(string: address), url.scheme == "http", let host = url.host() else {
                throw Unwell(description: "\(address) is not a URL that begins with http://")
            }
            let status = try await status(at: url, host: host)
            let answer = "\(address) answers \(status.code) \(status.reasonPhrase)"
            guard status == .ok else { throw Unwell(description: answer) }
            print(answer)
        }
    }

    private func address() async throws -> String {
        if let url {
            return url
        }
        let configuration = try await ServerConfiguration.load(from: options.sources()).configuration
        return "http://\(configuration.localHost):\(configuration.port)/health"
    }

    private func status(at url: URL, host: String) async throws -> HTTPResponseStatus {
        do {
            let channel = try await connect(to: host, port: url.port ?? 80)
            let deadline = channel.channel.eventLoop.scheduleTask(in: Self.patience) {
                channel.channel.close(promise: nil)
            }
            defer { deadline.cancel() }
            return try await Self.ask(url, host: host, over: channel)
        } catch let error as Unwell {
            throw error
        } catch {
            throw Unwell(description: "\(url.absoluteString) does not answer: \(reason(error))")
        }
    }

    private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    private func connect(to host: String, port: Int) async throws -> Connection {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(Self.patience)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
    }

    private static func ask(_ url: URL, host: String, over connection: Connection) async throws -> HTTPResponseStatus {
        try await connection.executeThenClose { replies, requests in
            let path = url.path().isEmpty ? "/" : url.path()
            let head = HTTPRequestHead(
                version: .http1_1,
                method: .GET,
                uri: path,
                headers: ["host": host, "connection": "close"]
            )
            try await requests.write(contentsOf: [.head(head), .end(nil)])
            for try await part in replies {
                if case .head(let head) = part { return head.status }
            }
            throw Unwell(description: "\(url.absoluteString) does not answer: nothing came within three seconds")
        }
    }
}

/// Why there was no answer, in words of everyday.
private func reason(_ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError: error.connectionErrors.first.map { reason($0.error) } ?? "unknown host"
    case let error as IOError: String(cString: strerror(error.errnoCode))
    case ChannelError.connectTimeout: "nothing came within three seconds"
    default: String(describing: error)
    }
}

/// A server that is not well, or not there.
private struct Unwell: Error, CustomStringConvertible {
    let description: String
}
