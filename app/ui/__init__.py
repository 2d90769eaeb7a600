"""The page that people use."""

from app.ui.page import create_ui, mount_ui

__all__ = ["create_ui", "mount_ui"]
