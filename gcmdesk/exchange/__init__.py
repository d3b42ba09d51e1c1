"""What comes in from other programs and goes out to them; each kind of file has a module of its own."""
