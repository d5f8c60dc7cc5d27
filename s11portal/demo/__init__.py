"""The demonstration: invented partnerships, agencies and people, made through the services.

Composition, like the settings: it may call every app, and no app knows of it. Production
does not install it.
"""
