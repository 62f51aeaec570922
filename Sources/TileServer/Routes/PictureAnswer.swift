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
