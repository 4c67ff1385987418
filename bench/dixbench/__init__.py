"""Measures dixwatcher beside other process managers, all in one run."""
