class Refusal(Exception):
    """Ends a request with an error: the HTTP status, and the `error` in the body of the answer."""

    def __init__(self, status: int, error: str):
        self.status, self.error = status, error
