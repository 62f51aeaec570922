import GeoStore
import HTTPTypes
import Hummingbird

/// A picture to a response: what caches need to know, and 304 for a client that has it.
struct PictureAnswer {
    let picture: MapPicture
    /// Besides those of every picture.
    var headers = HTTPFields()
    var cacheControl = Answer.revalidate
    /// Request headers that the choice of the format depended on.
    var vary = ""

    /// The same, and the next equal request does not come here. Whoever has shown who they are is answered anew.
    func response(to request: Request, remembering ticket: RecallTicket) -> Response {
        let response = response(to: request)
        if ticket.principal == .anonymous {
            let isKnown = response.status == .notModified
            ticket.remember(response, to: request, from: isKnown ? .client : .picture(tag: picture.tag))
        }
        return response
    }

    func response(to request: Request) -> Response {
        var fields = headers
        let tag = EntityTag(picture.tag, isCompressed: false)
        fields[.eTag] = tag.text
        fields[.cacheControl] = cacheControl
        if !vary.isEmpty { fields[.vary] = vary }
        guard !tag.matches(request.headers[.ifNoneMatch]) else {
            return Response(status: .notModified, headers: fields)
        }
        fields[.contentType] = picture.type.value
        return Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: picture.bytes))
    }
}
