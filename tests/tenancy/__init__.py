"""Who may see and do what: every route, every role, two tenants of each kind."""
