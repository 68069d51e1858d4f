"""`saferplan desk`: a window for those without a terminal. One person, this machine, nothing leaves it."""
