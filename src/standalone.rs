//! What a module without the standard library needs: an allocator and a panic handler.

use core::mem::MaybeUninit;

use talc::wasm::{WasmArenaTalc, new_wasm_arena_allocator};
use zeroizing_alloc::ZeroAlloc;

/// The size of the heap, in bytes. It is fixed, since the JavaScript that stands in for the wasm
/// cannot grow its memory (docs/decisions). Texts from outside are at most 4096 characters long.
const HEAP_BYTES: usize = 128 * 1024;

/// Wipes freed memory. That includes the copies that strings leave on their way in and out.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<WasmArenaTalc> = {
    static mut HEAP: [MaybeUninit<u8>; HEAP_BYTES] = [MaybeUninit::uninit(); HEAP_BYTES];
    #[allow(unsafe_code, reason = "an arena is made of raw memory")]
    // SAFETY: nothing else refers to the heap.
    ZeroAlloc(unsafe { new_wasm_arena_allocator(&raw mut HEAP) })
};

/// A panic is a trap. It prints nothing, so the code that would format its message is left out.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
