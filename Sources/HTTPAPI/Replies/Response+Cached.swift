import HTTPTypes
import HummingbirdCore
import NIOCore

extension Response {
    /// A representation with a validator: 304 without a body when the client has it already (RFC 9110, 13.1.2).
    static func cached(
        _ bytes: [UInt8],
        etag: String,
        for request: Request,
        fields: HTTPFields
    ) -> Response {
        var fields = fields
        fields[.eTag] = etag
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { $0.filter { $0 != " " } } ?? []
        guard !known.contains(where: { $0 == etag || $0 == "W/" + etag || $0 == "*" }) else {
            return Response(status: .notModified, headers: fields)
        }
        return Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
