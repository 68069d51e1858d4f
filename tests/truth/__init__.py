"""Long simulations with known answers: what is promised beside what happens. Run by `make truth`, not by the tests."""
