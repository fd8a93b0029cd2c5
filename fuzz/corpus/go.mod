// The C programs that the corpus kind runs. See build_corpus.py.
module wasm-fibers/corpus

go 1.18

require modernc.org/ccorpus2 v1.6.0
