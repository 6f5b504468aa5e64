"""What officers fill in and files contain: pydantic, strict, each field's error in words."""
