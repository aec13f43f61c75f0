class Refusal(Exception):
    """Why a request is not answered as it wishes."""

    def __init__(self, status: int, error: str):
        self.status, self.error = status, error
