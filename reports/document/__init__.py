"""Stored documents: asked for, made in the background, downloaded."""
