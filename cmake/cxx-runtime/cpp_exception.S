# The tag of every C++ exception: one i32, the address of the exception object.
# Clang refers to it from each object that throws or catches, and defines it in
# none of them.
	.globl	__cpp_exception
	.tagtype	__cpp_exception i32
__cpp_exception:
