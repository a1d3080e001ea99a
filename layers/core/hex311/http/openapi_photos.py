"""The OpenAPI description of the photo routes."""

from hex311.http.openapi_parts import Json, header, operation, path, staff


def photo_paths(number: Json, language: Json) -> Json:
    """Tickets, how an upload stands, and the photos of a case."""
    photo = path("photo_id", "From the ticket.")
    secret = header("X-Photo-Secret", "The secret of the ticket.")
    ticket = operation("ask_photo_ticket", "A ticket to upload one photo.", [], None, (201, "PhotoTicket"))
    of_case = "/api/v1/staff/requests/{service_request_id}/photos"
    return {
        "/api/v1/photos": {"post": ticket},
        "/api/v1/photos/{photo_id}": {
            "get": operation("read_photo", "How an upload stands.", [photo, secret, language], None, (200, "Photo"))
        },
        "/api/v1/staff/photos": {
            "post": {**ticket, "operationId": "ask_photo_ticket_as_staff", "security": [{"staff": []}]}
        },
        of_case: {
            "get": staff("view_photos", "All photos of a case, also unreleased ones; audited.", [number, language]),
            "post": staff("attach_photos", "Add photos to a case.", [number, language], "AttachPhotos"),
        },
    }
