//! Wasmtime's C API, and what that leaves out.

pub use wasmtime_c_api::*;

use wasmtime::{Collector, Config};

/// Has garbage never collected. Wasmtime 49 panics when it collects while a continuation
/// is suspended.
///
/// # Safety
///
/// `config` is one of `wasm_config_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wasm_fibers_config_never_collect(config: *mut wasm_config_t) {
    // A `wasm_config_t` is a `repr(C)` structure of a `Config` alone, which the crate keeps
    // to itself.
    let config = unsafe { &mut *config.cast::<Config>() };
    config.collector(Collector::Null);
}
