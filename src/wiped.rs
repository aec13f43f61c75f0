//! What is wiped on drop.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown", feature = "npm")))]
pub(crate) use zeroize::Zeroizing;

#[cfg(all(target_arch = "wasm32", target_os = "unknown", feature = "npm"))]
pub(crate) use by_the_allocator::Zeroizing;

#[cfg(all(target_arch = "wasm32", target_os = "unknown", feature = "npm"))]
mod by_the_allocator {
    use core::ops::{Deref, DerefMut};

    /// What `zeroize` has by that name, for what is allocated: the npm package's allocator wipes all that is freed, and
    /// once is enough.
    #[derive(Clone)]
    pub struct Zeroizing<T>(T);

    impl<T> Zeroizing<T> {
        pub fn new(value: T) -> Self {
            Self(value)
        }
    }

    impl<T> Deref for Zeroizing<T> {
        type Target = T;

        fn deref(&self) -> &T {
            &self.0
        }
    }

    impl<T> DerefMut for Zeroizing<T> {
        fn deref_mut(&mut self) -> &mut T {
            &mut self.0
        }
    }
}
