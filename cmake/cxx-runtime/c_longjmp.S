# The tag that longjmp throws: one i32, the address of its arguments. Clang
# refers to it from each object that calls setjmp, and defines it in none.
	.globl	__c_longjmp
	.tagtype	__c_longjmp i32
__c_longjmp:
