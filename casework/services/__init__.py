"""What can be done at the desk: one module a use, one public function a module."""
