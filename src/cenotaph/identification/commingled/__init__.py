"""Bones that lie together: which are one person's, and how many persons there are at least."""
