"""The Qt front end. It asks the core, shows what it says, and holds no rules of its own."""
