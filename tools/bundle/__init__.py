"""`make bundle`: the program as it is handed out, with what installs it and what it is made of."""
