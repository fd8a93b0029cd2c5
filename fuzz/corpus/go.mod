// The C programs that the corpus kind runs (see build_corpus.py), and that bench/corpus
// measures.
module wasm-fibers/corpus

go 1.18

require modernc.org/ccorpus2 v1.6.0
