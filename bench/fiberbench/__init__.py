"""Builds, checks and measures the programs of bench/manifest.toml."""
