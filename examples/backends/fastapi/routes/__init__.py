"""The routes, with a router for each way to the app."""
