"""Fibers for C and C++ programs that are compiled to WebAssembly."""

from pathlib import Path

#: The directory with bin, include, lib, libexec and share.
prefix = Path(__file__).resolve().parent
