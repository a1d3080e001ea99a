"""The local cloud: ministack, started on loopback with the patches it needs to behave like AWS.

Runs in its own environment (`.cloud/ministack`); nothing of the application imports it.
"""
