"""What files say, as facts to be: read, compared with what is known, and kept."""
