//! The allocator of the npm package's wasm: small, and nothing that was freed can be read again.
//!
//! The package holds a few hundred bytes at a time. Blocks are powers of two, a freed one is kept for the next of its
//! size, and memory grows by whole pages: some 300 bytes of code where the standard allocator has 8 000.

#![allow(unsafe_code)]

use core::{
    alloc::{GlobalAlloc, Layout},
    arch::wasm32,
    cell::Cell,
    ptr,
};

const PAGE: usize = 65_536;
/// The smallest block: room for the link to the next free one, aligned for every type.
const SMALLEST: usize = 16;

#[global_allocator]
static ALLOCATOR: Allocator =
    Allocator { free: [const { Cell::new(ptr::null_mut()) }; 32], next: Cell::new(0), end: Cell::new(0) };

struct Allocator {
    /// The free blocks of 2ⁿ bytes, each holding the address of the next one.
    free: [Cell<*mut u8>; 32],
    /// What was never handed out yet, from here to `end`.
    next: Cell<usize>,
    end: Cell<usize>,
}

// SAFETY: this wasm has no threads: it is built without atomics.
unsafe impl Sync for Allocator {}

/// The size of the block for `layout`, a power of two.
fn block_size(layout: Layout) -> usize {
    layout.size().max(layout.align()).max(SMALLEST).next_power_of_two()
}

/// `address`, or the next one after it that is a multiple of `size`, a power of two.
fn align_up(address: usize, size: usize) -> usize {
    address.wrapping_add(size - 1) & !(size - 1)
}

impl Allocator {
    fn free_list(&self, size: usize) -> &Cell<*mut u8> {
        // Always within: a power of two has at most 31 trailing zeros. The remainder tells the compiler.
        &self.free[size.trailing_zeros() as usize % 32]
    }
}

// SAFETY: a block is handed out once until it is given back, is at least as large as asked for, and starts at a multiple
// of its own size or of a page, hence of any alignment that a type has.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let size = block_size(layout);
        let list = self.free_list(size);
        let block = list.get();
        if !block.is_null() {
            // SAFETY: `dealloc` wrote the next free block's address at its start.
            list.set(unsafe { block.cast::<*mut u8>().read() });
            return block;
        }
        let mut start = align_up(self.next.get(), size);
        if start.checked_add(size).is_none_or(|end| end > self.end.get()) {
            let pages = size.div_ceil(PAGE);
            let grown = wasm32::memory_grow::<0>(pages);
            if grown == usize::MAX {
                return ptr::null_mut();
            }
            // What is left of the page before is given up: it is less than this block.
            start = grown * PAGE;
            self.end.set((grown + pages) * PAGE);
        }
        self.next.set(start + size);
        start as *mut u8
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let size = block_size(layout);
        let list = self.free_list(size);
        // SAFETY: the block is `size` bytes and nobody's any more. Wiping it here reaches what no destructor does: the
        // copies that strings make on their way in and out.
        unsafe {
            block.write_bytes(0, size);
            block.cast::<*mut u8>().write(list.get());
        }
        list.set(block);
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller vouches that `new_size` makes a valid layout.
        let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        if block_size(new_layout) == block_size(layout) {
            return block;
        }
        // SAFETY: both blocks are at least as large as the smaller of the two sizes.
        unsafe {
            let new = self.alloc(new_layout);
            if !new.is_null() {
                ptr::copy_nonoverlapping(block, new, layout.size().min(new_size));
                self.dealloc(block, layout);
            }
            new
        }
    }
}
