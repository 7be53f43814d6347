"""What Berth runs functions in Python with; a package of its own, so that no name is taken from them."""
