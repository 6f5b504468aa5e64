"""Forms of the screens, one module each."""
