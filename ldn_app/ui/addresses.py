"""What no address of ours holds."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def refuse_control_characters(get_response: Answer) -> Answer:
    """Middleware: a 404 for a path with a control character, before a view looks for it in a
    database that refuses such text."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.isprintable():
            raise Http404
        return get_response(request)

    return answer
