import ArgumentParser
import AsyncHTTPClient
import Foundation
import MessengerServer
import NIOCore
import NIOHTTP1

/// Asks a running server how it is.
struct Health: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask a running server how it is.",
        discussion: """
            Prints one line. Exits with 0 when the server answers within three seconds that it is well, and with 1 \
            otherwise; made for the health checks of containers.

            Examples:
              messenger health
              messenger health --url https://chat.example.com/health
            """
    )

    @OptionGroup var options: ConfigurationOptions

    @Option(help: "What to ask; by default /health on the configured port of this machine.") var url: String?

    /// How long the whole exchange may take.
    private static let patience = TimeAmount.seconds(3)

    func run() async throws {
        try await reportingFailure(configuration: .failure) {
            let address = try await address()
            let answer = try await answer(from: address)
            guard answer.isGood else { throw Unwell(description: "\(address) answers \(answer.text)") }
            print("\(address) answers \(answer.text)")
        }
    }

    private func address() async throws -> String {
        if let url {
            return url
        }
        let configuration = try await ServerConfiguration.load(from: options.sources()).configuration
        return "http://\(configuration.localHost):\(configuration.port)/health"
    }

    private func answer(from address: String) async throws -> (isGood: Bool, text: String) {
        do {
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: address),
                timeout: Self.patience
            )
            return (response.status.code == 200, "\(response.status.code) \(response.status.reasonPhrase)")
        } catch {
            throw Unwell(description: "\(address) does not answer: \(reason(error))")
        }
    }
}

/// Why there was no answer, in words of everyday.
private func reason(_ error: any Error) -> String {
    switch error {
    case let error as HTTPClientError where error == .deadlineExceeded: "nothing came within three seconds"
    case let error as HTTPClientError: error.shortDescription
    case let error as IOError: String(cString: strerror(error.errnoCode))
    default: String(describing: error)
    }
}

/// A server that is not well, or not there.
private struct Unwell: Error, CustomStringConvertible {
    let description: String
}
