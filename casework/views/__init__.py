"""What faces are shown: frozen, complete, and never a row."""
