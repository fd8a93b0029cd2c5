;; What the runtime takes from the program that it is merged into, and what
;; the pass decides for it.
;;
;; The files of this folder are one module, with native.wat or asyncify.wat for fibers
;; that can't have the frames tier (CMakeLists.txt).
;;
;; Runtime.cpp binds each import below to the program's own item; where the
;; program has none, the import becomes a definition or falls back on one of ours.
;; Then it overwrites the initial values of the immutable globals, and lets
;; Binaryen fold what they decide.

(type $entry (func (param i32) (result i32)))
(type $resume_form (func (param i32 i32) (result i32)))

(import "program" "memory" (memory $memory 0))
(import "program" "table" (table $functions 0 funcref))
;; Clang's shadow stack. A program that has none gets a global of our own,
;; which nothing but the runtime sees and which folds away.
(import "program" "stack_pointer" (global $stack_pointer (mut i32)))
;; The program's allocator (memory.wat). Of the four, it gives memory by one.
(import "program" "malloc" (func $malloc (param i32) (result i32)))
(import "program" "calloc" (func $calloc (param i32 i32) (result i32)))
(import "program" "realloc" (func $realloc (param i32 i32) (result i32)))
(import "program" "aligned_alloc"
  (func $aligned_alloc (param i32 i32) (result i32)))
(import "program" "free" (func $free (param i32)))
;; WASI's, for the text of a fatal error. Without it the trap alone tells.
(import "program" "fd_write"
  (func $fd_write (param i32 i32 i32 i32) (result i32)))

;; The C++ ABI's: the address of what it keeps of exceptions (exceptions.wat).
(import "program" "cxa_get_globals" (func $cxa_get_globals (result i32)))

;; The program's functions at the indices of its function table, but with call
;; forms for those that may unwind.
(import "program" "call_forms" (table $call_forms 0 funcref))
;; Enters the form of a frame, with a value.
(import "program" "enter_frame"
  (func $enter_frame (param i32 i32) (result i32)))
;; For recording: the number of the function that is saved in a frame, and its name, in a
;; line, copied to an address, with its length.
(import "program" "function_of_frame"
  (func $function_of_frame (param i32) (result i32)))
(import "program" "copy_recorded_line"
  (func $copy_recorded_line (param i32 i32) (result i32)))
;; For backtraces: a text of the table (WaitingFunctions.h), copied so.
(import "program" "copy_frame_text"
  (func $copy_frame_text (param i32 i32) (result i32)))
;; What the entry with an index is: 0 of the frames tier, 1 of the fallback tier, 2 none.
(import "program" "entry_kind"
  (func $entry_kind (param i32) (result i32)))
;; Ends the program because the function with a number, of those that are said never
;; to yield, does.
(import "program" "yield_in_unyielding"
  (func $yield_in_unyielding (param i32)))

;; How many fibers may be alive at once.
(global $max_fibers i32 (i32.const 20000))
;; How many of them may have a stack of their own.
(global $max_fallback i32 (i32.const 20000))
;; Whether there are fibers of the frames tier, and others.
(global $has_frames i32 (i32.const 1))
(global $has_fallback i32 (i32.const 1))
;; Whether an entry has to be looked up: there are fibers of both, or it may be none.
(global $has_entry_kinds i32 (i32.const 1))
;; The low bits of a handle, which index the records; the rest is a generation.
(global $index_mask i32 (i32.const 0x7fff))
;; What is no handle, and in the place of one tells that a fiber neither may be resumed nor
;; runs nor has finished.
(global $out_of_use i32 (i32.const 0x7fff))
;; Whether any code that may run on a fiber of the fallback tier uses the shadow stack,
;; and the bytes of its region when the program doesn't say, and at the least.
(global $has_regions i32 (i32.const 1))
(global $default_region_size i32 (i32.const 65536))
(global $min_region_size i32 (i32.const 0))
;; The same for fibers of the frames tier.
(global $has_frames_regions i32 (i32.const 1))
(global $default_frames_region_size i32 (i32.const 65536))
(global $min_frames_region_size i32 (i32.const 0))
;; Whether a region can overflow: for some there is no static bound, so that the
;; program checks each move of its stack pointer against $stack_limit.
(global $has_limits i32 (i32.const 1))
;; Whether a fiber with a region calls functions that run on the stack of the
;; outermost resumer: the host's, and those that are said to.
(global $has_outer_stack i32 (i32.const 1))
;; Whether an exception of the host's may leave a fiber with no code to notice: fibers
;; call the host, and nobody catches exceptions.
(global $has_left i32 (i32.const 1))
;; Whether $malloc is the program's, and whether that, or $free, may make, run or free
;; fibers.
(global $has_malloc i32 (i32.const 1))
(global $malloc_has_fibers i32 (i32.const 1))
;; The logarithm of a record's size: 4 if no fiber has a region, and all a tier's word at
;; most; 6 if it keeps C++ exceptions, or is asked which functions wait; else 5.
(global $record_shift i32 (i32.const 5))
;; frames: whether forms count how much of the engine's stack they take.
(global $has_depth i32 (i32.const 1))
;; frames: whether it matters more how small the code of a resume is than how fast.
(global $is_small i32 (i32.const 1))
;; frames: whether ordinary functions are adapters around call forms.
(global $has_shared i32 (i32.const 1))
;; frames: whether a frame may have a parent: functions call others that may unwind.
(global $has_parents i32 (i32.const 1))
;; frames: whether the functions that are suspended are recorded.
(global $records_yields i32 (i32.const 1))
;; frames: whether activations may keep references while they wait, and of which kinds.
(global $has_references i32 (i32.const 1))
(global $keeps_extern i32 (i32.const 1))
(global $keeps_func i32 (i32.const 1))
(global $keeps_exn i32 (i32.const 1))
;; frames: whether forms catch exceptions; and whether C++'s are among them.
(global $has_handlers i32 (i32.const 1))
(global $keeps_caught i32 (i32.const 1))
;; Whether what a fiber of the frames tier runs may allocate, resume or free one, and
;; what one of the fallback tier does.
(global $has_nesting i32 (i32.const 1))
(global $has_fallback_nesting i32 (i32.const 1))
;; Whether a record of the frames tier, or of the fallback tier, says that its fiber runs.
(global $marks_running i32 (i32.const 1))
(global $marks_fallback_running i32 (i32.const 1))
;; Where the program's own stack ends, 0 if that isn't known. Regions are above, unless the
;; program allocates from an array of its own.
(global $program_stack_end i32 (i32.const 0))
;; Whether $current may be other than 0 where a fiber is resumed.
(global $has_resumers i32 (i32.const 1))
;; frames: whether forms ask which functions wait; and the indices of $resume_resume_form,
;; $free_resume_form, $tell_resume_form and $yield_resume_form among the forms that are
;; entered with a frame.
(global $has_tell_form i32 (i32.const 1))
(global $result_form i32 (i32.const 0))
(global $free_form i32 (i32.const 0))
(global $tell_form i32 (i32.const 0))
(global $yield_form i32 (i32.const 0))
;; asyncify: bytes of a fiber's buffer until it grows.
(global $buffer_size i32 (i32.const 56))
;; asyncify: whether the program yields.
(global $has_yields i32 (i32.const 1))
;; frames and asyncify: whether the program, or the native tier beside, has exceptions.
(global $has_exceptions i32 (i32.const 1))
;; Whether anything depends on which fiber runs.
(global $has_current i32 (i32.const 1))
;; Whether fibers may run functions that are said never to yield.
(global $has_unyielding i32 (i32.const 1))
;; Whether the program asks where values of fibers are.
(global $has_roots i32 (i32.const 1))
;; Whether it asks which functions wait.
(global $has_backtrace i32 (i32.const 1))
;; Whether $fd_write is there.
(global $has_fd_write i32 (i32.const 1))
;; Whether $cxa_get_globals is there: without it, no C++ exception is ever caught.
(global $has_cxa_globals i32 (i32.const 1))

;; Numbers that the pass works with, too (Layout.h).

;; What $entry_kind says of what is no entry. Of an entry, it says whether it
;; is of the fallback tier.
(global $no_entry_kind i32 (i32.const 0))
;; What a form that is entered with a frame returns.
(global $left_returned i32 (i32.const 0))
(global $left_yielded i32 (i32.const 0))
(global $left_unwinding i32 (i32.const 0))
;; The bit of $current that is set in a function that is said never to yield.
(global $unyielding_mark i32 (i32.const 0))
;; Bytes that LLVM uses below the stack pointer.
(global $red_zone i32 (i32.const 0))
;; Where texts of errors are put.
(global $error_text i32 (i32.const 0))
;; frames: how a frame's class tells its size, and the class of a frame with one word.
(global $frame_class_shift i32 (i32.const 0))
(global $own_frame_class i32 (i32.const 0))
;; The bit of a class that says that references are kept, and how their kinds are told.
(global $class_has_references i32 (i32.const 0))
(global $kind_extern i32 (i32.const 0))
(global $kind_func i32 (i32.const 0))
(global $kind_exn i32 (i32.const 0))
