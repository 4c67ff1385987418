"""The measures, each a module with NAME and run(bench); a module adds rows to bench.results."""
